// Numbers that the parser cannot hold. To it they are no JSON; to a caller they are a field that is
// out of range, and have to be named as one.
#pragma once

#include <string>
#include <string_view>

namespace fettle::json {

// The text with every number beyond 64 bits, or beyond a double, replaced by one that is still
// beyond the range of every field, and never longer. All else stays, also what is no JSON.
std::string without_huge_numbers(std::string_view text);

}  // namespace fettle::json
