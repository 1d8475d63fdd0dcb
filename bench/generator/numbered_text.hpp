// A text with a number of fixed width in some places: made once, then only its digits change.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace fettle::bench {

class NumberedText {
 public:
  static constexpr std::size_t digits = 12;  // as wide as the last group of a UUID
  static constexpr std::string_view mark = "############";

  static std::array<char, digits> spelt(std::uint64_t number) {
    std::array<char, digits> text;
    for (auto at = digits; at > 0; number /= 10) text[--at] = static_cast<char>('0' + number % 10);
    return text;
  }

  // Wherever `mark` stands in it, there will be the number.
  explicit NumberedText(std::string text) : text_(std::move(text)) {
    for (auto at = text_.find(mark); at != text_.npos; at = text_.find(mark, at + digits)) {
      places_.push_back(at);
    }
  }

  // Holds until the next call.
  std::string_view with(std::uint64_t number) {
    const auto text = spelt(number);
    for (const auto place : places_) std::memcpy(text_.data() + place, text.data(), digits);
    return text_;
  }

 private:
  std::string text_;
  std::vector<std::size_t> places_;
};

}  // namespace fettle::bench
