// Checks of UTF-8.
#include "core/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace fettle {
namespace {

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(unsigned byte) { return (byte & 0xc0) == 0x80; }

// Most of what we look at: eight bytes at a time.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::uint64_t seen = 0;
  for (std::uint64_t word = 0; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    seen |= word;
  }
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return (seen & high_bits) == 0;
}

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

std::string_view utf8_front(std::string_view text, std::size_t longest) {
  auto end = std::min(longest, text.size());
  while (end > 0 && end < text.size() && continues(byte(text, end))) --end;
  return text.substr(0, end);
}

bool is_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = utf8_sequence(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

std::string_view utf8_first(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; characters > 0 && end < text.size(); --characters) {
    const auto size = utf8_sequence(text, end);
    if (size == 0) break;
    end += size;
  }
  return text.substr(0, end);
}

}  // namespace fettle
