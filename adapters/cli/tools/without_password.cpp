#include "adapters/cli/tools/without_password.hpp"

#include <algorithm>
#include <string_view>

namespace fettle::cli {
namespace {

constexpr std::string_view hidden = "…";

// Up to the last @: a password in which one was not encoded goes on behind it.
void hide_behind_user(std::string& text) {
  const auto begin = text.find("://");
  if (begin == std::string::npos) return;
  const auto colon = text.find(':', begin + 3), end = text.rfind('@');
  if (colon == std::string::npos || end == std::string::npos || end < colon) return;
  text.replace(colon + 1, end - colon - 1, hidden);
}

// In libpq's own form a value may be quoted, and a backslash takes the next letter as it is.
std::size_t end_of_value(std::string_view text, std::size_t at, bool in_url) {
  if (in_url) return std::min(text.find('&', at), text.size());
  const bool quoted = at < text.size() && text[at] == '\'';
  for (at += quoted ? 1 : 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (quoted ? text[at] == '\'' : text[at] == ' ') {
      return quoted ? at + 1 : at;
    }
  }
  return text.size();
}

void hide_parameters(std::string& text) {
  constexpr std::string_view name = "password";  // sslpassword too
  const bool in_url = text.find("://") != std::string::npos;
  for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
    at = text.find_first_not_of(' ', at + name.size());
    if (at == std::string::npos) return;
    if (text[at] != '=') continue;
    const auto begin = std::min(text.find_first_not_of(' ', at + 1), text.size());
    text.replace(begin, end_of_value(text, begin, in_url) - begin, hidden);
    at = begin;
  }
}

}  // namespace

std::string without_password(std::string text) {
  hide_behind_user(text);
  hide_parameters(text);
  return text;
}

}  // namespace fettle::cli
