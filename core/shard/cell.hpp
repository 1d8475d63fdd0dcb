// One aggregate as the shard keeps it: its state, its version, and the index entries and timers it
// has, so that a later state can take back exactly these.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/domain.hpp"
#include "core/sealing.hpp"

namespace fettle {

struct Cell {
  const AggregateType* type = nullptr;
  std::uint64_t version = 0;
  Any state;
  std::vector<std::string> entries;  // keys of the keyspace, sorted
};

std::string encode(const Cell& cell, Sealing& sealing);
Result<Cell> decode_cell(const AggregateType& type, std::string_view bytes, Sealing& sealing);

// The entries that a state declares; keys of `i` and `t`.
std::vector<std::string> entries_of(const AggregateType& type, const void* state,
                                    std::string_view tenant, std::string_view id, Sealing& sealing);

}  // namespace fettle
