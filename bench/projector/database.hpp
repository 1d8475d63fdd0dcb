// The tables of one contender: a database of its own, in which nothing was measured before.
#pragma once

#include <string>
#include <vector>

#include "adapters/postgres/connection.hpp"
#include "bench/projector/shop.hpp"
#include "test/support/postgres.hpp"

namespace fettle::bench {

// The rows of one table as COPY takes them.
struct TableLines {
  const TableType* table = nullptr;
  std::string lines;
  std::size_t count = 0;
};
using AllRows = std::vector<TableLines>;

std::size_t count_of(const AllRows& rows);

class Database {
 public:
  Database(const std::string& server, const Shop& shop) : database_(server), shop_(shop) {}

  std::string url() const { return database_.url(); }
  // The product's tables, empty, and the parts of the months that the orders lie in.
  void make_tables();
  // All that is there. Fails when an event could not be folded.
  AllRows rows() const;
  // Fails unless as many rows are there, table by table.
  void must_hold(const AllRows& wanted) const;

 private:
  test::TestDatabase database_;
  const Shop& shop_;
};

}  // namespace fettle::bench
