// Rows as text: fields parted by tabs, a line feed at the end, `\N` for NULL, a backslash before
// what would be misread. It is the text that Postgres' COPY takes, so nothing is converted twice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/moment.hpp"
#include "core/table.hpp"

namespace fettle::row_text {

void append(std::string& line, std::string_view text);
void append(std::string& line, std::int64_t number);
void append(std::string& line, bool yes);
void append(std::string& line, Moment moment);
void append_null(std::string& line);

// The fields of a line (or of a key, which has no line feed), unescaped.
std::vector<std::optional<std::string>> split(std::string_view line);

// The first `fields` fields of a line, as they stand there.
std::string_view key_of(std::string_view line, std::size_t fields);

// A key of such fields.
template <class... Fields>
std::string key(const Fields&... fields) {
  std::string line;
  bool first = true;
  const auto add_field = [&](const auto& field) {
    if (!std::exchange(first, false)) line += '\t';
    if constexpr (std::is_convertible_v<decltype(field), std::string_view>) {
      append(line, std::string_view(field));
    } else {
      append(line, field);
    }
  };
  (add_field(fields), ...);
  return line;
}

}  // namespace fettle::row_text
