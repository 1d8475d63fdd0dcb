// A query: what may be asked, by whom, and the statements that answer it. Declared in projections/,
// mounted by the http adapter, run by QueryService.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/decision.hpp"
#include "core/ports/row_store.hpp"
#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle {

struct QueryRequest {
  TenantId tenant;
  Caller caller;
  std::map<std::string, std::string, std::less<>> path;         // by the names in the template
  std::vector<std::pair<std::string, std::string>> parameters;  // decoded, in the order sent
  std::vector<Position> positions;                              // not before these
  std::vector<std::string> if_none_match;                       // tags without quotes
};

struct QueryAnswer {
  std::string body;           // JSON
  std::string etag;           // without quotes; empty: none
  bool not_modified = false;  // the caller has it already; no body
};

// A Rejection is the caller's: unknown parameter, no right, position_unknown. A Fault is ours:
// read_models_unavailable, position_not_reached (503, may be retried).
using QueryOutcome = std::variant<QueryAnswer, Rejection, Fault>;
using QueryDone = std::function<void(QueryOutcome)>;

// How a query is answered: statements of one transaction, and the answer made from their rows.
struct QueryPlan {
  std::vector<Statement> statements;
  std::function<Checked<QueryAnswer>(std::span<const RowSet> rows)> render;
};

struct QueryParameter {
  std::string name;
  std::string schema;  // JSON Schema of its text
};

struct QueryType {
  std::string path;  // "/tech/work-orders/{work_order}"; always GET
  std::string sentence;
  std::vector<std::string_view> roles;
  std::vector<QueryParameter> parameters;
  std::string answer_schema;  // JSON Schema
  bool one_thing = false;     // a detail: its ETag is the version, and 304 is never given
  bool report = false;        // may take long: kept apart from the quick ones
  std::function<Checked<QueryPlan>(const QueryRequest& request)> plan;
};

}  // namespace fettle
