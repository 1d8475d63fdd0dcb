// WeChat Pay's published vectors, and those derived from its published keys.
#pragma once

#include <string>
#include <string_view>

#include "adapters/wechat_pay/platform_keys.hpp"
#include "adapters/wechat_pay/resource.hpp"
#include "adapters/wechat_pay/verification.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::wechat_pay::test {

using json::Document;

const Document& vector(std::string_view name);
// The text member; fails the test when there is none.
std::string text_of(const Document& object, std::string_view member);
std::int64_t whole_of(const Document& object, std::string_view member);

inline Moment at_second(std::int64_t seconds) { return Moment(std::chrono::seconds(seconds)); }

// A callback of the vectors, which a test may change.
struct RecordedCallback {
  std::string timestamp, nonce, signature, serial, body;
  Moment now{Micros(0)};

  SignedMessage message() const;
};
RecordedCallback callback_of(const Document& vector);

// Of the members certificate_pem or public_key_pem, under this serial.
PlatformKey key_of(const Document& vector, const std::string& serial);
// Holds the key of the callback's vector.
void add_key_of(PlatformKeys& keys, const Document& vector);

}  // namespace fettle::wechat_pay::test
