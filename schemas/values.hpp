// Shapes that a command's fields may have: each checks itself when read, and says so in the JSON
// Schema. Events use plain types instead, because yesterday's log must always be readable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fettle {

// Text of Min to Max characters (Unicode code points), without control characters but line feed
// and tab.
template <std::size_t Min, std::size_t Max>
class Text {
 public:
  static constexpr std::size_t min = Min, max = Max;
  explicit Text(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  operator const std::string&() const { return text_; }
  bool operator==(const Text&) const = default;

 private:
  std::string text_;
};

// A whole number from Min to Max.
template <std::int64_t Min, std::int64_t Max>
class Whole {
 public:
  static constexpr std::int64_t min = Min, max = Max;
  explicit constexpr Whole(std::int64_t value) : value_(value) {}
  constexpr operator std::int64_t() const { return value_; }

 private:
  std::int64_t value_;
};

// Min to Max things.
template <class T, std::size_t Min, std::size_t Max>
class List : public std::vector<T> {
 public:
  static constexpr std::size_t min = Min, max = Max;
  using std::vector<T>::vector;
};

// Text with a form of its own. Rule has: name, pattern (ECMA-262, for the JSON Schema), and
// matches(std::string_view), which decides.
template <class Rule>
class Word {
 public:
  using rule = Rule;
  explicit Word(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  operator const std::string&() const { return text_; }
  bool operator==(const Word&) const = default;

 private:
  std::string text_;
};

// What a field that may be absent says, as events keep it.
template <class T>
std::optional<std::string> text_of(const std::optional<T>& field) {
  return field ? std::optional(field->text()) : std::nullopt;
}

// The number of code points of valid UTF-8.
std::size_t characters(std::string_view text);
// True when the text holds a control character other than line feed and tab.
bool has_control_characters(std::string_view text);

}  // namespace fettle
