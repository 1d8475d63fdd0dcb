// JSON strings with every escape that RFC 8259 asks for, and valid UTF-8 whatever comes in.
#include "adapters/http/json_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/utf8.hpp"

namespace fettle::http {
namespace {

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
    const auto size = utf8_sequence(text, at);
    if (size == 1) append_ascii(out, text[at]);
    if (size > 1) out += text.substr(at, size);
    if (size == 0) out += "\xef\xbf\xbd";
    at += size == 0 ? 1 : size;
  }
  out += '"';
}

}  // namespace fettle::http
