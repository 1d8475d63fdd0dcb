// The whole business, for targets that draw its commands and events by their names.
#pragma once

#include "commands/domain.hpp"

namespace fettle::fuzz {

inline const Domain& business() {
  static const Domain all = [] {
    Domain filled;
    fill(filled);
    return filled;
  }();
  return all;
}

// The entry of that name. One that is not there stands for any: a changed letter leads to another.
template <class Table>
const auto& named(const Table& table, std::string_view name) {
  const auto known = table.find(name);
  if (known != table.end()) return *known->second;
  std::size_t sum = 0;
  for (const char c : name) sum = sum * 31 + static_cast<unsigned char>(c);
  return *std::next(table.begin(), static_cast<std::ptrdiff_t>(sum % table.size()))->second;
}

}  // namespace fettle::fuzz
