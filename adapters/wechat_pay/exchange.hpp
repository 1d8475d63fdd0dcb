// A request and its reply, of which the signature is checked before anything is believed.
#pragma once

#include <string>

#include "adapters/wechat_pay/key_refresh.hpp"

namespace fettle::wechat_pay {

// Any thread.
class Exchange {
 public:
  Exchange(Sender& sender, const PlatformKeys& keys, KeyRefresh& refresh)
      : sender_(sender), keys_(keys), refresh_(refresh) {}

  // The body of a success. retry `wechat_pay_reply_unverified`: not signed by WeChat Pay; whether
  // the request was carried out is unknown.
  Answered<std::string> call(std::string method, const std::string& target, std::string body = "");

  // A file, which is not signed: a signed reply gave its URL and its checksum.
  Answered<std::string> download(std::string url);

  Sender& sender() { return sender_; }

 private:
  Sender& sender_;
  const PlatformKeys& keys_;
  KeyRefresh& refresh_;
};

}  // namespace fettle::wechat_pay
