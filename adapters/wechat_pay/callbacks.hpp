// Callbacks as they come in. The caller records body, headers and verdict whatever it is, and
// answers 204 only when that is durable: WeChat Pay goes by the status alone.
#pragma once

#include <string>

#include "adapters/wechat_pay/key_refresh.hpp"
#include "adapters/wechat_pay/notification.hpp"

namespace fettle::wechat_pay {

inline constexpr std::size_t callback_bytes_max = 16 * 1024;
// What a callback that is not taken is answered, with a status of 4xx or 5xx.
inline constexpr std::string_view callback_refusal = R"({"code":"FAIL","message":"失败"})";

struct Callback {
  Verdict verdict;
  Result<Notice> notice;  // only of a genuine one; else closed `wechat_pay_unverified`
};

// Any thread.
class Callbacks {
 public:
  Callbacks(const Account& account, KeyRefresh& refresh) : account_(account), refresh_(refresh) {}

  // May fetch certificates, for refresh_wait_max at most, when the key is new.
  Callback read(const SignedMessage& message);

 private:
  const Account& account_;
  KeyRefresh& refresh_;
};

}  // namespace fettle::wechat_pay
