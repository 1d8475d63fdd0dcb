// JSON strings with every escape that RFC 8259 asks for, and valid UTF-8 whatever comes in.
#include "adapters/http/json_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace fettle::http {
namespace {

unsigned byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(unsigned byte) { return (byte & 0xc0) == 0x80; }

// The length of the well-formed UTF-8 sequence (Unicode table 3-7) at `at`, or 0.
std::size_t sequence(std::string_view text, std::size_t at) {
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

void append_ascii(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(c);
  if (code < 0x20 || code == 0x7f) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    out += c;
  }
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto size = sequence(text, at);
    if (size == 1) append_ascii(out, text[at]);
    if (size > 1) out += text.substr(at, size);
    if (size == 0) out += "\xef\xbf\xbd";
    at += size == 0 ? 1 : size;
  }
  out += '"';
}

}  // namespace fettle::http
