// Text as a part of a URL (RFC 3986), or of a path.
#pragma once

#include <string>
#include <string_view>

namespace fettle {

// Letters, digits and what is in `kept` (RFC 3986: unreserved) stand for themselves, every other
// byte is %XX.
inline std::string percent_encoded(std::string_view text, std::string_view kept = "-._~") {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        kept.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    encoded += '%';
    encoded += digits[static_cast<unsigned char>(c) >> 4];
    encoded += digits[static_cast<unsigned char>(c) & 15];
  }
  return encoded;
}

}  // namespace fettle
