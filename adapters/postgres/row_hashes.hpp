// Are the rows of two generations the same? Shown by a count and a sum of hashes for each table,
// both read at one moment.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/postgres/generations.hpp"

namespace fettle::postgres {

struct TableComparison {
  std::string table;
  std::string serving_rows, shadow_rows;  // counts
  bool equal = false;
};

struct Comparison {
  bool same_position = false;  // else rows may differ rightly
  std::vector<TableComparison> tables;
  bool equal() const;
};

// Reads every row of both. The connection must not be in a transaction.
Result<Comparison> compare(Connection& connection, const Shape& shape, std::uint64_t serving,
                           std::uint64_t shadow);

}  // namespace fettle::postgres
