// Which rows of two schemas differ, by their keys.
#pragma once

#include "adapters/postgres/check_rows.hpp"

namespace fettle::postgres {

// Adds to `check` what differs between `table` in the serving schema and in the one folded from the
// log. The connection is in a transaction that sees both at one moment.
Result<void> add_differences(Connection& connection, const TableType& table,
                             const std::string& serving, const std::string& folded,
                             RowCheck& check);

}  // namespace fettle::postgres
