// Sends requests in the merchant's name; who answers is not looked at here.
#pragma once

#include <string>

#include "adapters/wechat_pay/account.hpp"
#include "adapters/wechat_pay/failures.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"

namespace fettle::wechat_pay {

inline constexpr std::chrono::milliseconds reply_wait_max{10'000};
inline constexpr std::size_t reply_bytes_max = 1024 * 1024;
inline constexpr std::size_t file_bytes_max = 256 * 1024 * 1024;  // a day of a large merchant

struct Call {
  std::string method = "GET";
  std::string url;
  std::string body = {};
  std::string wanted_serial = {};  // of the key that the answer shall be signed by
  std::chrono::milliseconds wait_max = reply_wait_max;
  std::size_t bytes_max = reply_bytes_max;
};

// Any thread.
class Sender {
 public:
  Sender(const Account& account, OutgoingWeb& web, const Clock& clock, Dice& dice)
      : account_(account), web_(web), clock_(clock), dice_(dice) {}

  Answered<IncomingReply> send(Call call);

  const Account& account() const { return account_; }
  Moment now() const { return clock_.now(); }
  std::string nonce();  // 32 characters

 private:
  const Account& account_;
  OutgoingWeb& web_;
  const Clock& clock_;
  Dice& dice_;
};

}  // namespace fettle::wechat_pay
