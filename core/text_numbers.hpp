// Whole numbers written as decimal digits, read strictly.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace fettle {

// Nothing when the text holds anything else, or a number that does not fit.
template <std::integral Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace fettle
