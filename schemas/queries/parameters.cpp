#include "schemas/queries/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/moment.hpp"
#include "core/text_numbers.hpp"
#include "core/utf8.hpp"
#include "schemas/values.hpp"

namespace fettle {
namespace {

constexpr std::size_t text_longest = 200;

// In any language: the shop's words are Chinese.
bool printable(std::string_view text) {
  return text.size() <= text_longest && is_utf8(text) && !has_control_characters(text) &&
         text.find_first_of("\n\t") == std::string_view::npos;
}

}  // namespace

std::string Conditions::value(std::string text) {
  parameters_.emplace_back(std::move(text));
  return fmt::format("${}", parameters_.size());
}

std::optional<FieldError> misread(std::string_view name, ColumnType type, std::string_view text) {
  const auto wrong = [&](std::string_view code, std::string_view detail) {
    return FieldError{std::string(name), std::string(code), std::string(detail)};
  };
  switch (type) {
    case ColumnType::text:
    case ColumnType::jsonb:
      if (printable(text)) return std::nullopt;
      return wrong("field_pattern", "at most 200 bytes of printable text are expected");
    case ColumnType::bigint:
      if (whole_number<std::int64_t>(text)) return std::nullopt;
      return wrong("field_range", "a whole number of 64 bits is expected");
    case ColumnType::boolean:
      if (text == "true" || text == "false") return std::nullopt;
      return wrong("field_enum", "true or false is expected");
    case ColumnType::timestamptz:
      if (parse_moment(text)) return std::nullopt;
      return wrong("field_pattern", "a moment like 2026-11-20T08:00:00Z is expected");
  }
  return std::nullopt;
}

std::string_view cast_of(ColumnType type) {
  switch (type) {
    case ColumnType::text:
    case ColumnType::jsonb:
      return "::text";
    case ColumnType::bigint:
      return "::bigint";
    case ColumnType::boolean:
      return "::boolean";
    case ColumnType::timestamptz:
      return "::timestamptz";
  }
  return "";
}

std::string parameter_schema(ColumnType type) {
  switch (type) {
    case ColumnType::text:
    case ColumnType::jsonb:
      return R"({"type":"string"})";
    case ColumnType::bigint:
      return R"({"type":"integer"})";
    case ColumnType::boolean:
      return R"({"type":"boolean"})";
    case ColumnType::timestamptz:
      return R"({"type":"string","format":"date-time"})";
  }
  return "{}";
}

const Column* column_of(const TableType& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return found == table.columns.end() ? nullptr : &*found;
}

Checked<void> check_names(const QueryRequest& request, const std::vector<QueryParameter>& known) {
  std::vector<FieldError> errors;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : request.parameters) {
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.name == name; });
    if (!is_known) errors.push_back({name, "parameter_unknown", "this query does not take it"});
    if (!seen.insert(name).second) errors.push_back({name, "parameter_repeated", "sent twice"});
  }
  if (errors.empty()) return {};
  return invalid_parameters(std::move(errors));
}

std::optional<std::string_view> parameter(const QueryRequest& request, std::string_view name) {
  for (const auto& [known, value] : request.parameters) {
    if (known == name) return value;
  }
  return std::nullopt;
}

Rejection invalid_parameters(std::vector<FieldError> errors) {
  return {Refusal::rule, "invalid_parameters", "the query has parameters that cannot be taken",
          std::move(errors)};
}

}  // namespace fettle
