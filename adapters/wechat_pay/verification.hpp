// Whether a reply or a callback was signed by WeChat Pay, just now. Judged on the bytes as they
// came, before anything of them is read.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "adapters/wechat_pay/platform_keys.hpp"
#include "core/ports/web.hpp"

namespace fettle::wechat_pay {

inline constexpr std::chrono::seconds age_max{300};
inline constexpr std::string_view probe_prefix = "WECHATPAY/SIGNTEST/";

struct SignedMessage {
  std::optional<std::string_view> timestamp, nonce, signature, serial, type;
  std::string_view body;
};

// `header` gives the value of a header by its name in lower case, or nothing.
template <class Header>
SignedMessage signed_message(Header&& header, std::string_view body) {
  return {header("wechatpay-timestamp"),      header("wechatpay-nonce"),
          header("wechatpay-signature"),      header("wechatpay-serial"),
          header("wechatpay-signature-type"), body};
}

inline SignedMessage signed_message(const IncomingReply& reply) {
  return signed_message([&](std::string_view name) { return reply.header(name); }, reply.body);
}

enum class Verdict {
  genuine,
  unsigned_message,  // a header is missing, or no such header
  probe,             // sent by WeChat Pay to see whether we look at signatures
  stale,             // more than age_max from our clock, either way
  key_unknown,       // may be a new key of theirs, or nobody's
  forged,
};
std::string_view name_of(Verdict verdict);

Verdict verify(const SignedMessage& message, const PlatformKeys& keys, Moment now);

std::string verified_string(std::string_view timestamp, std::string_view nonce,
                            std::string_view body);

}  // namespace fettle::wechat_pay
