// The ways of rows into PostgreSQL that are measured beside each other.
#pragma once

#include <string>

#include "bench/projector/database.hpp"

namespace fettle::bench {

struct Measured {
  std::size_t rows_sent = 0;  // one that changes in two transactions was sent twice
  std::size_t events = 0;     // folded
  double seconds = 0;
};

// By the product's projectors, each with a thread and a connection of its own, one a partition:
// batches as it has them, rows and checkpoint in one transaction.
Measured project(Shop& shop, Log& log, const Database& database);

// By the product's rebuild, from no tables at all to tables that are served.
Measured rebuild(Shop& shop, const Database& database);

enum class Into { indexed_tables, bare_tables };

// By COPY of the rows as they are at the end, table by table, on one connection.
Measured copy(const AllRows& rows, Into into, const Database& database);

}  // namespace fettle::bench
