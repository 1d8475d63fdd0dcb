// Whole numbers as bytes: little-endian in files of ours, big-endian where order or a standard
// asks for it.
#pragma once

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

}  // namespace fettle
