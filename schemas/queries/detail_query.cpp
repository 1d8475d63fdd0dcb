#include <fmt/format.h>

#include <algorithm>

#include "schemas/queries/list_query.hpp"

namespace fettle {
namespace {

// The one parameter of a detail's path: its last segment in braces.
std::string path_parameter(std::string_view path) {
  const auto open = path.rfind('{');
  return std::string(path.substr(open + 1, path.rfind('}') - open - 1));
}

// The newest first, and one more than is shown, to see whether there are more.
Statement statement_of(const Part& part, const QueryRequest& request, const std::string& id) {
  const auto fields = fields_for(*part.model, request.caller.role);
  std::string order;
  for (const auto column : sort_columns(*part.model)) {
    order += fmt::format("{}t.\"{}\" DESC", order.empty() ? "" : ", ", column);
  }
  return {fmt::format("SELECT {}{} FROM {} t WHERE t.tenant = $1 AND {} ORDER BY {} LIMIT {}",
                      select_list(fields), incomplete_column(*part.model), part.model->table->name,
                      part.where, order, part_most + 1),
          {request.tenant.text(), id}};
}

void append_part(std::string& json, const Part& part, std::string_view role, const RowSet& rows) {
  const auto fields = fields_for(*part.model, role);
  const auto incomplete_at = column_count(fields);
  json += fmt::format(",\"{}\":", part.name);
  if (part.single && rows.size() == 0) {
    json += "null";
    return;
  }
  if (!part.single) json += '[';
  const auto shown = std::min(rows.size(), part_most);
  for (std::size_t row = shown; row-- > 0;) {
    json += row + 1 == shown ? "{" : ",{";
    append_members(json, fields, rows, row);
    append_mark(json, rows.at(row, incomplete_at));
    json += '}';
  }
  if (!part.single) json += ']';
}

// `sets` are the parts' rows.
void append_truncated(std::string& json, const std::vector<Part>& parts,
                      std::span<const RowSet> sets) {
  std::string names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (sets[i].size() <= part_most) continue;
    names += fmt::format("{}\"{}\"", names.empty() ? "" : ",", parts[i].name);
  }
  if (!names.empty()) json += fmt::format(R"(,"truncated":[{}])", names);
}

// $2 of every part is the id, so it is the first value behind the tenant here as well.
Checked<QueryPlan> plan_detail(const ReadModel& model, const Face& face,
                               const std::vector<Part>& parts, Decorate decorate,
                               const QueryRequest& request) {
  TRY(check_names(request, {}));
  const auto named = request.path.find(path_parameter(face.detail));
  const auto id = named == request.path.end() ? std::string() : named->second;
  const Rejection unknown{Refusal::not_found, "not_found", "no such thing, for this caller", {}};
  if (misread("id", ColumnType::text, id)) return unknown;

  Conditions conditions(request.tenant);
  conditions.add(fmt::format("t.\"{}\" = {}", model.spec.id, conditions.value(id)));
  add_scope(conditions, face, request.caller);
  const auto fields = fields_for(model, request.caller.role);
  const auto version =
      model.spec.version.empty() ? std::string("0") : fmt::format("t.\"{}\"", model.spec.version);
  QueryPlan plan;
  plan.statements.push_back(
      {fmt::format("SELECT {}, {}{} FROM {} t WHERE {}", select_list(fields), version,
                   incomplete_column(model), model.table->name, conditions.sql()),
       conditions.take()});
  for (const auto& part : parts) plan.statements.push_back(statement_of(part, request, id));
  plan.render = [fields, parts, decorate, unknown,
                 role = request.caller.role](std::span<const RowSet> sets) -> Checked<QueryAnswer> {
    const auto& rows = sets.front();
    if (rows.size() == 0) return unknown;
    std::string body = "{";
    append_members(body, fields, rows, 0);
    if (decorate != nullptr) decorate(body, fields, rows);
    for (std::size_t i = 0; i < parts.size(); ++i) append_part(body, parts[i], role, sets[i + 1]);
    append_truncated(body, parts, sets.subspan(1));
    const auto version_at = column_count(fields);
    append_mark(body, rows.at(0, version_at + 1));
    body += '}';
    return QueryAnswer{std::move(body), std::string(rows.at(0, version_at).value_or("0")), false};
  };
  return plan;
}

std::string schema_of_parts(const std::vector<Part>& parts) {
  std::string members(mark_schema);
  if (!parts.empty()) members += R"(,"truncated":{"type":"array","items":{"type":"string"}})";
  for (const auto& part : parts) {
    const auto row = schema_of_row(part.model->fields, mark_schema);
    members += part.single ? fmt::format(",\"{}\":{}", part.name, row)
                           : fmt::format(R"(,"{}":{{"type":"array","items":{}}})", part.name, row);
  }
  return members;
}

}  // namespace

QueryType detail_query(const ReadModel& model, const Face& face, std::vector<Part> parts,
                       Decorate decorate) {
  auto schema = schema_of_row(model.fields, schema_of_parts(parts));
  return {.path = std::string(face.detail),
          .sentence = std::string(face.sentence),
          .roles = roles_of(face),
          .parameters = {},
          .answer_schema = std::move(schema),
          .one_thing = true,
          .plan = [&model, face, parts = std::move(parts), decorate](const QueryRequest& request) {
            return plan_detail(model, face, parts, decorate, request);
          }};
}

}  // namespace fettle
