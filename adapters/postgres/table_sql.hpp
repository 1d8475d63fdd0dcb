// The SQL that a table's declaration means.
#pragma once

#include <string>

#include "core/moment.hpp"
#include "core/table.hpp"

namespace fettle::postgres {

std::string type_name(ColumnType type);

// "auto_g1"."work_orders"
std::string qualified(std::string_view schema, std::string_view table);

// Table, indexes, row-level security by the setting fettle.tenant, and the reader's right to it.
std::string create_table(std::string_view schema, const TableType& table);

// The columns so that moments are spelled as on the log.
std::string select_list(const TableType& table);

// `from` is "FROM … t"; rows whose key is in the arrays $1 … $n, one a key column.
std::string matches_keys(const TableType& table);

// One month of a table that is split by months.
struct Month {
  int year = 0;
  unsigned month = 0;
  auto operator<=>(const Month&) const = default;
};
Month month_of(Moment moment);
Month after(Month month);
std::string partition_name(const TableType& table, Month month);
std::string create_partition(std::string_view schema, const TableType& table, Month month);

}  // namespace fettle::postgres
