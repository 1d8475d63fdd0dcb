#include "schemas/codec/huge_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace fettle::json {
namespace {

constexpr std::string_view beyond_every_range = "9e99";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The text literal at the front, with both quotes; all that is left when its end is missing.
std::string_view literal(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
  return text.substr(0, end + 1);
}

// What the parser would take for one number, well-formed or not.
std::string_view number(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("+-.0123456789eE"), text.size()));
}

std::size_t digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

// By the grammar of RFC 8259, section 6.
bool is_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto whole = at;
  at = digits(text, at);
  if (at == whole || (text[whole] == '0' && at > whole + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = at + 1;
    at = digits(text, fraction);
    if (at == fraction) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = at;
    at = digits(text, exponent);
    if (at == exponent) return false;
  }
  return at == text.size();
}

template <class Whole>
bool overflows(std::string_view text) {
  Whole value{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc::result_out_of_range;
}

bool is_huge(std::string_view text) {
  if (!is_number(text)) return false;
  if (text.find_first_of(".eE") != std::string_view::npos) {
    return std::isinf(std::strtod(std::string(text).c_str(), nullptr));
  }
  return text.starts_with('-') ? overflows<std::int64_t>(text) : overflows<std::uint64_t>(text);
}

}  // namespace

std::string without_huge_numbers(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const bool quoted = text.front() == '"';
    const auto token = quoted                                          ? literal(text)
                       : text.front() == '-' || is_digit(text.front()) ? number(text)
                                                                       : text.substr(0, 1);
    out += !quoted && is_huge(token) ? beyond_every_range : token;
    text.remove_prefix(token.size());
  }
  return out;
}

}  // namespace fettle::json
