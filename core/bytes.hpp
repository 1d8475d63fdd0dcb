// Whole numbers as bytes: little-endian in files of ours, big-endian where order or a standard
// asks for it.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

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

template <class Number>
void append_little(std::string& out, Number value) {
  char bytes[sizeof value];
  store_little(bytes, value);
  out.append(bytes, sizeof value);
}

// Sorts as text as the number sorts.
inline void append_big(std::string& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

inline std::uint64_t load_big(const char* from) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(from[i]);
  return value;
}

}  // namespace fettle
