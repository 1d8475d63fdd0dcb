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
  append_little(out, __builtin_bswap64(value));
}

inline std::uint64_t load_big(const char* from) {
  return __builtin_bswap64(load_little<std::uint64_t>(from));
}

}  // namespace fettle
