#include "core/row_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fettle::row_text {
namespace {

// By hand: find_first_of calls memchr for each character of the text.
bool special(char c) { return c == '\\' || c == '\t' || c == '\n' || c == '\r'; }

char escaped(char c) {
  if (c == '\t') return 't';
  if (c == '\n') return 'n';
  if (c == '\r') return 'r';
  return c;
}

char plain(char c) {
  if (c == 't') return '\t';
  if (c == 'n') return '\n';
  if (c == 'r') return '\r';
  return c;
}

std::optional<std::string> unescaped(std::string_view field) {
  if (field == "\\N") return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool marked = field[i] == '\\' && i + 1 < field.size();
    text += marked ? plain(field[++i]) : field[i];
  }
  return text;
}

}  // namespace

void append(std::string& line, std::string_view text) {
  for (;;) {
    const auto at = std::ranges::find_if(text, special);
    line.append(text.begin(), at);
    if (at == text.end()) return;
    line += '\\';
    line += escaped(*at);
    text = {at + 1, text.end()};
  }
}

void append(std::string& line, std::int64_t number) {
  const fmt::format_int digits(number);
  line.append(digits.data(), digits.size());
}

void append(std::string& line, bool yes) { line += yes ? 't' : 'f'; }

void append(std::string& line, Moment moment) { append_text(line, moment); }

void append_null(std::string& line) { line += "\\N"; }

std::vector<std::optional<std::string>> split(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  std::vector<std::optional<std::string>> fields;
  for (;;) {
    const auto tab = line.find('\t');
    fields.push_back(unescaped(line.substr(0, tab)));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

std::string_view key_of(std::string_view line, std::size_t fields) {
  std::size_t at = 0;
  for (std::size_t field = 1; field < fields; ++field) at = line.find('\t', at) + 1;
  return line.substr(0, line.find_first_of("\t\n", at));
}

}  // namespace fettle::row_text
