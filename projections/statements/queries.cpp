#include "projections/queries.hpp"
#include "schemas/queries/list_query.hpp"
#include "schemas/statement/statement_rows.hpp"

namespace fettle::projections {

// The day, with what its last import found.
void add_statement_queries(std::vector<QueryType>& to) {
  add_queries(to, read_model<StatementRow>(),
              {{"items", &read_model<StatementItemRow>(),
                "t.day = $2 AND t.number = (SELECT s.number FROM statements s WHERE "
                "s.tenant = $1 AND s.id = $2)"}});
  add_queries(to, read_model<StatementItemRow>());
}

}  // namespace fettle::projections
