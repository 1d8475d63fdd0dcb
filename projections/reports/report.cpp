#include "projections/reports/report.hpp"

#include <fmt/format.h>

#include "schemas/queries/parameters.hpp"
#include "schemas/roles.hpp"

namespace fettle::projections {
namespace {

constexpr std::string_view day_schema = R"({"type":"string","format":"date"})";

std::vector<QueryParameter> parameters() {
  return {{"from", std::string(day_schema)},
          {"to", std::string(day_schema)},
          {"store", R"({"type":"string"})"}};
}

bool is_day(std::string_view text) {
  constexpr std::size_t day_size = 10;
  return text.size() == day_size && parse_moment(std::string(text) + "T00:00:00Z").has_value();
}

// A caller who is bound to a store sees that one, whatever he asks for.
std::optional<std::string> store_of(const QueryRequest& request) {
  if (!request.caller.store.empty()) return request.caller.store;
  const auto store = parameter(request, "store");
  return store ? std::optional(std::string(*store)) : std::nullopt;
}

Checked<QueryPlan> plan_report(std::string_view sql, const QueryRequest& request) {
  TRY(check_names(request, parameters()));
  std::vector<FieldError> errors;
  Statement statement{std::string(sql), {request.tenant.text()}};
  for (const std::string_view name : {"from", "to"}) {
    const auto day = parameter(request, name);
    if (!day || !is_day(*day)) {
      errors.push_back({std::string(name), day ? "field_pattern" : "field_missing",
                        "a day like 2026-11-20 is expected"});
    }
    statement.parameters.emplace_back(std::string(day.value_or("")));
  }
  const auto store = store_of(request);
  if (store) {
    if (auto wrong = misread("store", ColumnType::text, *store)) errors.push_back(*wrong);
  }
  if (!errors.empty()) return invalid_parameters(std::move(errors));
  statement.parameters.push_back(store);
  return QueryPlan{
      {std::move(statement)}, [](std::span<const RowSet> sets) -> Checked<QueryAnswer> {
        return QueryAnswer{std::string(sets.front().at(0, 0).value_or("{}")), "", false};
      }};
}

}  // namespace

QueryType report(std::string_view path, std::string_view sentence, std::string_view sql) {
  return {.path = std::string(path),
          .sentence = std::string(sentence),
          .roles = {role::manager, role::finance},
          .parameters = parameters(),
          .answer_schema = R"({"type":"object"})",
          .report = true,
          .plan = [sql](const QueryRequest& request) { return plan_report(sql, request); }};
}

}  // namespace fettle::projections
