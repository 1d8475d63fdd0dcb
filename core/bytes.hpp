// Whole numbers as bytes: little-endian in files of ours, big-endian where order or a standard
// asks for it.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace fettle {

static_assert(std::endian::native == std::endian::little, "files are written on little-endian");

template <class Number>
Number load_little(const char* from) {
  Number value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class Number>
void store_little(char* to, Number value) {
  std::memcpy(to, &value, sizeof value);
}

inline void store_big(char* to, std::uint64_t value) { store_little(to, __builtin_bswap64(value)); }

template <class Number>
void append_little(std::string& out, Number value) {
  char bytes[sizeof value];
  store_little(bytes, value);
  out.append(bytes, sizeof value);
}

// Sorts as text as the number sorts.
inline void append_big(std::string& out, std::uint64_t value) {
  append_little(out, __builtin_bswap64(value));
}

// Text led by its size, which Size can hold.
template <class Size>
void append_sized(std::string& out, std::string_view text) {
  append_little(out, static_cast<Size>(text.size()));
  out += text;
}

// Takes such a text from the front of `rest`; nothing, and `rest` as it was, when it is not whole.
template <class Size>
std::optional<std::string_view> take_sized(std::string_view& rest) {
  if (rest.size() < sizeof(Size)) return std::nullopt;
  const std::size_t size = load_little<Size>(rest.data());
  if (rest.size() - sizeof(Size) < size) return std::nullopt;
  const auto text = rest.substr(sizeof(Size), size);
  rest.remove_prefix(sizeof(Size) + size);
  return text;
}

// Text led by its size as few bytes as it can be: one, or for 255 and more that and four.
inline constexpr std::uint8_t long_size = 255;

inline std::size_t short_sized_bytes(std::string_view text) {
  return text.size() + (text.size() < long_size ? 1 : 1 + sizeof(std::uint32_t));
}

// Gives the place behind; there is room for short_sized_bytes.
inline char* store_short_sized(char* to, std::string_view text) {
  if (text.size() < long_size) {
    *to++ = static_cast<char>(text.size());
  } else {
    *to++ = static_cast<char>(long_size);
    store_little(to, static_cast<std::uint32_t>(text.size()));
    to += sizeof(std::uint32_t);
  }
  return std::copy(text.begin(), text.end(), to);
}

// As take_sized. Of two ways to write a size, only the shorter one is taken.
inline std::optional<std::string_view> take_short_sized(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  std::size_t size = static_cast<std::uint8_t>(rest[0]), head = 1;
  if (size == long_size) {
    head += sizeof(std::uint32_t);
    if (rest.size() < head) return std::nullopt;
    size = load_little<std::uint32_t>(rest.data() + 1);
    if (size < long_size) return std::nullopt;
  }
  if (rest.size() - head < size) return std::nullopt;
  const auto text = rest.substr(head, size);
  rest.remove_prefix(head + size);
  return text;
}

}  // namespace fettle
