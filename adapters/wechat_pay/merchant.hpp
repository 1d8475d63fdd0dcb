// All that speaks to WeChat Pay for one merchant, put together.
#pragma once

#include <memory>

#include "adapters/wechat_pay/callbacks.hpp"
#include "adapters/wechat_pay/client.hpp"

namespace fettle::wechat_pay {

// Any thread. Web, clock and dice outlive it.
class Merchant {
 public:
  // invalid `wechat_pay_settings_wrong`. Asks nobody yet.
  static Result<std::unique_ptr<Merchant>> open(Settings settings, OutgoingWeb& web,
                                                const Clock& clock, Dice& dice);

  const Settings& settings() const { return account_.settings(); }
  Client& client() { return client_; }
  Callbacks& callbacks() { return callbacks_; }

 private:
  Merchant(Account account, OutgoingWeb& web, const Clock& clock, Dice& dice);

  Account account_;
  PlatformKeys keys_;
  Sender sender_;
  KeyRefresh refresh_;
  Exchange exchange_;
  Client client_;
  Callbacks callbacks_;
};

}  // namespace fettle::wechat_pay
