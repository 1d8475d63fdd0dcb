#include "adapters/wechat_pay/callbacks.hpp"

namespace fettle::wechat_pay {

Verdict Callbacks::judge(const SignedMessage& message) {
  const auto verdict = verify(message, keys_, clock_.now());
  if (verdict != Verdict::key_unknown || !refresh_.look_for(*message.serial)) return verdict;
  return verify(message, keys_, clock_.now());
}

Callback Callbacks::read(const SignedMessage& message) {
  const auto verdict = judge(message);
  if (verdict != Verdict::genuine) {
    return {verdict, Fault{FaultKind::closed, "wechat_pay_unverified",
                           "the callback is " + std::string(name_of(verdict))}};
  }
  return {verdict, read_notice(message.body, account_.settings().api_key)};
}

}  // namespace fettle::wechat_pay
