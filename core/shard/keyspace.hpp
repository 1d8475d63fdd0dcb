// The one ordered keyspace of the snapshot store. No part of a key holds a zero byte.
#pragma once

#include <iterator>
#include <string>
#include <string_view>

#include "core/bytes.hpp"
#include "core/moment.hpp"

namespace fettle::keyspace {

inline constexpr char part_end = '\0';

template <class... Parts>
std::string join(char prefix, const Parts&... parts) {
  std::string key;
  key.reserve(1 + (... + (std::size(parts) + 1)));
  key += prefix;
  ((key += parts, key += part_end), ...);
  return key;
}

inline const std::string checkpoint = "m/checkpoint";
inline const std::string shape = "m/shape";

inline std::string aggregate(std::string_view tenant, std::string_view type, std::string_view id) {
  return join('a', tenant, type, id);
}
inline constexpr char answer_prefix = 'c';
inline std::string answer(std::string_view tenant, std::string_view account, std::string_view key) {
  return join(answer_prefix, tenant, account, key);
}
inline std::string chain_head(std::string_view tenant) { return join('h', tenant); }
inline std::string stopped(std::string_view tenant) { return join('z', tenant); }
// All entries of one index value; the id stands behind it.
inline std::string index(std::string_view tenant, std::string_view index, std::string_view key) {
  return join('i', tenant, index, key);
}
inline std::string due(Moment at) {
  std::string key(1, 't');
  append_big(key, static_cast<std::uint64_t>(at.since_epoch().count()));
  return key;
}

// The first key behind every key that begins with `prefix`.
inline std::string beyond(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

}  // namespace fettle::keyspace
