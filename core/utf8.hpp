// Well-formed UTF-8, by table 3-7 of the Unicode standard.
#pragma once

#include <string_view>

namespace fettle {

// The length of the well-formed sequence that begins at `at`; 0 when there is none.
std::size_t utf8_sequence(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

// As much of the front as fits into `longest` bytes without tearing a character.
std::string_view utf8_front(std::string_view text, std::size_t longest);

// The first so many characters of well-formed text, or all of it.
std::string_view utf8_first(std::string_view text, std::size_t characters);

}  // namespace fettle
