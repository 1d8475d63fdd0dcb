// Checks of UTF-8.
#include "adapters/http/utf8.hpp"

namespace fettle::http {
namespace {

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(unsigned byte) { return (byte & 0xc0) == 0x80; }

}  // namespace

std::size_t utf8_sequence(std::string_view text, std::size_t at) {
  const auto a = byte(text, at), b = byte(text, at + 1);
  if (a < 0x80) return 1;
  if (a >= 0xc2 && a <= 0xdf) return continues(b) ? 2 : 0;
  if (a >= 0xe0 && a <= 0xef) {
    const unsigned low = a == 0xe0 ? 0xa0 : 0x80, high = a == 0xed ? 0x9f : 0xbf;
    return b >= low && b <= high && continues(byte(text, at + 2)) ? 3 : 0;
  }
  if (a >= 0xf0 && a <= 0xf4) {
    const unsigned low = a == 0xf0 ? 0x90 : 0x80, high = a == 0xf4 ? 0x8f : 0xbf;
    const auto rest = continues(byte(text, at + 2)) && continues(byte(text, at + 3));
    return b >= low && b <= high && rest ? 4 : 0;
  }
  return 0;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto size = utf8_sequence(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

}  // namespace fettle::http
