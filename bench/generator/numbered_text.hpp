// A text with a number of fixed width in some places, and perhaps a second one in others: made
// once, then only the digits change.
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
  static constexpr std::string_view second_mark = "@@@@@@@@@@@@";

  static std::array<char, digits> spelt(std::uint64_t number) {
    std::array<char, digits> text;
    for (auto at = digits; at > 0; number /= 10) text[--at] = static_cast<char>('0' + number % 10);
    return text;
  }

  // Wherever a mark stands in it, there will be the number.
  explicit NumberedText(std::string text)
      : text_(std::move(text)), places_(places_of(mark)), second_(places_of(second_mark)) {}

  // Holds until the next call.
  std::string_view with(std::uint64_t number, std::uint64_t second = 0) {
    write(number, places_);
    if (!second_.empty()) write(second, second_);
    return text_;
  }

 private:
  using Places = std::vector<std::size_t>;

  Places places_of(std::string_view sign) const {
    Places places;
    for (auto at = text_.find(sign); at != text_.npos; at = text_.find(sign, at + digits)) {
      places.push_back(at);
    }
    return places;
  }

  void write(std::uint64_t number, const Places& places) {
    const auto text = spelt(number);
    for (const auto place : places) std::memcpy(text_.data() + place, text.data(), digits);
  }

  std::string text_;
  Places places_, second_;
};

}  // namespace fettle::bench
