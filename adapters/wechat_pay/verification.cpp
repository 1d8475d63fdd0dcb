#include "adapters/wechat_pay/verification.hpp"

#include <fmt/format.h>

#include "adapters/wechat_pay/signing.hpp"
#include "core/crypto/crypto.hpp"
#include "core/text_numbers.hpp"

namespace fettle::wechat_pay {
namespace {

bool is_fresh(std::int64_t timestamp, Moment now) {
  const auto here = seconds_of(now);
  return timestamp >= here - age_max.count() && timestamp <= here + age_max.count();
}

bool is_signed(const SignedMessage& message) {
  return message.timestamp && message.nonce && message.signature && message.serial &&
         message.type.value_or(signature_type) == signature_type;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::genuine:
      return "genuine";
    case Verdict::unsigned_message:
      return "unsigned";
    case Verdict::probe:
      return "probe";
    case Verdict::stale:
      return "stale";
    case Verdict::key_unknown:
      return "key_unknown";
    case Verdict::forged:
      return "forged";
  }
  return "forged";
}

std::string verified_string(std::string_view timestamp, std::string_view nonce,
                            std::string_view body) {
  return fmt::format("{}\n{}\n{}\n", timestamp, nonce, body);
}

Verdict verify(const SignedMessage& message, const PlatformKeys& keys, Moment now) {
  if (message.signature && message.signature->starts_with(probe_prefix)) return Verdict::probe;
  if (!is_signed(message)) return Verdict::unsigned_message;
  const auto timestamp = whole_number<std::int64_t>(*message.timestamp);
  if (!timestamp) return Verdict::unsigned_message;
  if (!is_fresh(*timestamp, now)) return Verdict::stale;
  const auto key = keys.find(*message.serial, now);
  if (!key) return Verdict::key_unknown;
  // One spelling only: else a changed header could still be a good signature.
  const auto signature = crypto::from_base64_strict(*message.signature);
  const auto text = verified_string(*message.timestamp, *message.nonce, message.body);
  if (!signature || !key->verifies(text, *signature)) return Verdict::forged;
  return Verdict::genuine;
}

}  // namespace fettle::wechat_pay
