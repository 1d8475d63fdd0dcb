// Schema `auto`: views of the generation that serves, for people, reports and tools. What others
// made there or upon it, and whom they let read it, stays as it is from one generation to the next.
#pragma once

#include <optional>
#include <string>

#include "adapters/postgres/connection.hpp"

namespace fettle::postgres {

struct ServedViews {
  std::string schema;                   // of the views; made when there is none
  std::string generation;               // the schema they shall show
  std::optional<std::string> previous;  // the one they show now; nothing: none was ever shown
};

// Inside a transaction, which is to be rolled back after a fault.
// mismatch `schema_not_ours`:      the schema was there before us, or something in it has the name
//                                  of one of our tables.
// mismatch `views_depended_on`:    a view must be dropped, for its columns changed or its table
//                                  went, and others depend on it; they are named.
Result<void> show(Connection& connection, const ServedViews& views);

}  // namespace fettle::postgres
