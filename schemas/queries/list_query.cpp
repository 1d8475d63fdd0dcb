#include "schemas/queries/list_query.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/crypto/crypto.hpp"
#include "core/row_text.hpp"
#include "core/text_numbers.hpp"
#include "schemas/codec/codec.hpp"
#include "schemas/queries/parameters.hpp"

namespace fettle {
namespace {

template <class Things>
auto listed_of(const Things& things) {
  return std::span(std::begin(things),
                   std::find_if(std::begin(things), std::end(things),
                                [](const auto& thing) { return thing.parameter.empty(); }));
}

std::vector<QueryParameter> parameters_of(const ReadModel& model) {
  std::vector<QueryParameter> known;
  for (const auto& filter : listed_of(model.spec.filters)) {
    const auto* column = column_of(*model.table, filter.column);
    known.push_back({std::string(filter.parameter), parameter_schema(column->type)});
  }
  for (const auto& choice : listed_of(model.spec.choices)) {
    const bool seen = std::any_of(known.begin(), known.end(),
                                  [&](const auto& one) { return one.name == choice.parameter; });
    if (!seen) known.push_back({std::string(choice.parameter), R"({"type":"string"})"});
  }
  known.push_back(
      {"limit", fmt::format(R"({{"type":"integer","minimum":1,"maximum":{}}})", page_most)});
  known.push_back({"cursor", R"({"type":"string"})"});
  return known;
}

std::string_view comparison(Match match) {
  switch (match) {
    case Match::equals:
      return "=";
    case Match::from:
      return ">=";
    case Match::until:
      return "<";
    case Match::has:
      return "?";
    case Match::contains:
      break;
  }
  return "=";
}

std::string condition_of(const Filter& filter, const std::string& value) {
  if (filter.match == Match::contains) {
    return fmt::format("position(lower({}) IN lower(t.\"{}\")) > 0", value, filter.column);
  }
  return fmt::format("t.\"{}\" {} {}", filter.column, comparison(filter.match), value);
}

void add_filters(Conditions& conditions, const ReadModel& model, const QueryRequest& request,
                 std::vector<FieldError>& errors) {
  for (const auto& filter : listed_of(model.spec.filters)) {
    const auto text = parameter(request, filter.parameter);
    if (!text) continue;
    const auto type = column_of(*model.table, filter.column)->type;
    if (auto wrong = misread(filter.parameter, type, *text)) {
      errors.push_back(*std::move(wrong));
      continue;
    }
    const auto value = fmt::format("{}{}", conditions.value(std::string(*text)), cast_of(type));
    conditions.add(condition_of(filter, value));
  }
}

void add_choices(Conditions& conditions, const ReadModel& model, const QueryRequest& request,
                 std::vector<FieldError>& errors) {
  std::string_view asked_before;
  for (const auto& choice : listed_of(model.spec.choices)) {
    const auto text = parameter(request, choice.parameter);
    if (!text || choice.parameter == asked_before) continue;
    const auto choices = listed_of(model.spec.choices);
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& one) {
      return one.parameter == choice.parameter && one.value == *text;
    });
    asked_before = choice.parameter;
    if (found == choices.end()) {
      errors.push_back({std::string(choice.parameter), "field_enum", "not one of its values"});
    } else {
      conditions.add(fmt::format("({})", found->only));
    }
  }
}

std::size_t limit_of(const QueryRequest& request, std::vector<FieldError>& errors) {
  const auto text = parameter(request, "limit");
  if (!text) return page_default;
  const auto limit = whole_number<std::size_t>(*text);
  if (limit && *limit >= 1 && *limit <= page_most) return *limit;
  errors.push_back({"limit", "field_range", fmt::format("1 to {} is expected", page_most)});
  return page_default;
}

// The page begins behind the row whose sort values the cursor holds.
void add_cursor(Conditions& conditions, const ReadModel& model, const QueryRequest& request,
                std::vector<FieldError>& errors) {
  const auto text = parameter(request, "cursor");
  if (!text) return;
  const auto columns = sort_columns(model);
  const auto line = crypto::from_hex(*text);
  const auto values = line ? row_text::split(*line) : std::vector<std::optional<std::string>>();
  bool good = values.size() == columns.size();
  std::string left, right;
  for (std::size_t i = 0; good && i < columns.size(); ++i) {
    const auto type = column_of(*model.table, columns[i])->type;
    good = values[i].has_value() && !misread("cursor", type, *values[i]);
    if (!good) break;
    left += fmt::format("{}t.\"{}\"", i == 0 ? "" : ", ", columns[i]);
    right += fmt::format("{}{}{}", i == 0 ? "" : ", ", conditions.value(*values[i]), cast_of(type));
  }
  if (!good) {
    errors.push_back({"cursor", "cursor_malformed", "not a cursor of this list"});
    return;
  }
  const auto sign = model.spec.sort.order == Order::rising ? ">" : "<";
  conditions.add(fmt::format("({}) {} ({})", left, sign, right));
}

std::string order_by(const ReadModel& model) {
  std::string list;
  for (const auto column : sort_columns(model)) {
    list += fmt::format("{}t.\"{}\"{}", list.empty() ? "" : ", ", column,
                        model.spec.sort.order == Order::rising ? "" : " DESC");
  }
  return list;
}

// Selected behind the fields: the values of a cursor that begins behind this row.
std::string cursor_columns(const ReadModel& model) {
  std::string list;
  for (const auto column : sort_columns(model)) list += fmt::format(", t.\"{}\"", column);
  return list;
}

std::string cursor_behind(const ReadModel& model, const RowSet& rows, std::size_t row,
                          std::size_t from) {
  std::string line;
  for (const auto column : sort_columns(model)) {
    if (!line.empty()) line += '\t';
    const auto value = rows.at(row, from++).value_or("");
    const bool is_moment = column_of(*model.table, column)->type == ColumnType::timestamptz;
    row_text::append(line, is_moment ? moment_of(value) : std::string(value));
  }
  return crypto::to_hex(line);
}

// A column as it is declared: by name, or as SQL in parentheses.
std::string sql_of(std::string_view column) {
  return column.starts_with('(') ? std::string(column) : fmt::format("t.\"{}\"", column);
}

std::string scope_condition(std::string_view column, const std::string& value) {
  constexpr std::string_view place = ":caller";
  const auto at = column.find(place);
  if (at == std::string_view::npos) return fmt::format("{} = {}", sql_of(column), value);
  return std::string(column).replace(at, place.size(), value);
}

std::string tag_of(std::string_view body) {
  crypto::Sha256 hash;
  hash.add(body);
  constexpr std::size_t enough = 32;
  return crypto::to_hex(crypto::text(hash.finish())).substr(0, enough);
}

Checked<QueryPlan> plan_list(const ReadModel& model, const Face& face,
                             const std::vector<QueryParameter>& known,
                             const QueryRequest& request) {
  TRY(check_names(request, known));
  std::vector<FieldError> errors;
  Conditions conditions(request.tenant);
  add_scope(conditions, face, request.caller);
  add_filters(conditions, model, request, errors);
  add_choices(conditions, model, request, errors);
  add_cursor(conditions, model, request, errors);
  const auto limit = limit_of(request, errors);
  if (!errors.empty()) return invalid_parameters(std::move(errors));

  const auto fields = fields_for(model, request.caller.role);
  auto sql = fmt::format("SELECT {}{}{} FROM {} t WHERE {} ORDER BY {} LIMIT {}",
                         select_list(fields), cursor_columns(model), incomplete_column(model),
                         model.table->name, conditions.sql(), order_by(model), limit + 1);
  return QueryPlan{{{std::move(sql), conditions.take()}},
                   [&model, fields, limit](std::span<const RowSet> sets) -> Checked<QueryAnswer> {
                     const auto& rows = sets.front();
                     const auto cursor_at = column_count(fields);
                     const auto incomplete_at = cursor_at + sort_columns(model).size();
                     std::string body = R"({"items":[)";
                     for (std::size_t row = 0; row < std::min(rows.size(), limit); ++row) {
                       body += row == 0 ? "{" : ",{";
                       append_members(body, fields, rows, row);
                       append_mark(body, rows.at(row, incomplete_at));
                       body += '}';
                     }
                     body += ']';
                     if (rows.size() > limit) {
                       body += fmt::format(R"(,"next":"{}")",
                                           cursor_behind(model, rows, limit - 1, cursor_at));
                     }
                     body += '}';
                     auto tag = tag_of(body);
                     return QueryAnswer{std::move(body), std::move(tag), false};
                   }};
}

}  // namespace

std::vector<std::string_view> sort_columns(const ReadModel& model) {
  std::vector<std::string_view> columns{model.spec.sort.column};
  for (const auto key : listed(model.spec.key)) {
    if (key != "tenant" && key != model.spec.sort.column) columns.push_back(key);
  }
  return columns;
}

void add_scope(Conditions& conditions, const Face& face, const Caller& caller) {
  if (!face.only.empty()) conditions.add(fmt::format("({})", face.only));
  for (const auto& scope : face.scopes) {
    if (scope.role != caller.role) continue;
    if (scope.sees == Sees::all) return;
    if (scope.sees == Sees::store && caller.store.empty()) return;
    const auto& value = scope.sees == Sees::own ? caller.account.text() : caller.store;
    conditions.add(scope_condition(scope.column, conditions.value(value) + "::text"));
    return;
  }
  conditions.add("false");
}

std::vector<std::string_view> roles_of(const Face& face) {
  std::vector<std::string_view> roles;
  for (const auto& scope : face.scopes) {
    if (!scope.role.empty()) roles.push_back(scope.role);
  }
  return roles;
}

void append_mark(std::string& json, std::optional<std::string_view> incomplete) {
  if (incomplete == "t") json += R"(,"incomplete":true)";
}

std::string incomplete_column(const ReadModel& model) {
  const auto about = model.spec.about.empty() ? model.spec.id : model.spec.about;
  if (about.empty()) return ", false";
  return fmt::format(
      ", EXISTS (SELECT 1 FROM dead_letters d WHERE d.tenant = t.tenant AND d.object_id = {})",
      sql_of(about));
}

QueryType list_query(const ReadModel& model, const Face& face) {
  auto known = parameters_of(model);
  return {.path = std::string(face.list),
          .sentence = std::string(face.sentence),
          .roles = roles_of(face),
          .parameters = known,
          .answer_schema = fmt::format(
              R"({{"type":"object","properties":{{"items":{{"type":"array","items":{}}},)"
              R"("next":{{"type":"string"}}}},"required":["items"]}})",
              schema_of_row(model.fields, mark_schema)),
          .plan = [&model, face, known](const QueryRequest& request) {
            return plan_list(model, face, known, request);
          }};
}

void add_queries(std::vector<QueryType>& to, const ReadModel& model,
                 const std::vector<Part>& parts) {
  for (const auto& face : model.spec.faces) {
    if (!face.list.empty()) to.push_back(list_query(model, face));
    if (!face.detail.empty()) to.push_back(detail_query(model, face, parts));
  }
}

}  // namespace fettle
