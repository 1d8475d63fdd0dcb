#include "adapters/wechat_pay/callbacks.hpp"

namespace fettle::wechat_pay {

Callback Callbacks::read(const SignedMessage& message) {
  const auto verdict = refresh_.judge(message);
  if (verdict != Verdict::genuine) {
    return {verdict, Fault{FaultKind::closed, "wechat_pay_unverified",
                           "the callback is " + std::string(name_of(verdict))}};
  }
  return {verdict, read_notice(message.body, account_.settings().api_key)};
}

}  // namespace fettle::wechat_pay
