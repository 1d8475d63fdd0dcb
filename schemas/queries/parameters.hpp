// The parameters of a query: each known, sent once, and of the type of its column.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/query.hpp"
#include "core/table.hpp"

namespace fettle {

// Collects conditions and their values while a statement is written.
class Conditions {
 public:
  explicit Conditions(const TenantId& tenant) : parameters_{tenant.text()} {}

  // Adds a value; its place as "$3".
  std::string value(std::string text);
  void add(std::string condition) { sql_ += " AND " + std::move(condition); }

  const std::string& sql() const { return sql_; }  // begins with t.tenant = $1
  std::vector<std::optional<std::string>> take() { return std::move(parameters_); }

 private:
  std::string sql_ = "t.tenant = $1";
  std::vector<std::optional<std::string>> parameters_;
};

// Nothing, or why the text is no value of that type: field_pattern, field_range.
std::optional<FieldError> misread(std::string_view name, ColumnType type, std::string_view text);
std::string_view cast_of(ColumnType type);  // "::bigint"
std::string parameter_schema(ColumnType type);

const Column* column_of(const TableType& table, std::string_view name);

// rule `invalid_parameters` names every parameter that is unknown or sent twice.
Checked<void> check_names(const QueryRequest& request, const std::vector<QueryParameter>& known);
std::optional<std::string_view> parameter(const QueryRequest& request, std::string_view name);
Rejection invalid_parameters(std::vector<FieldError> errors);

}  // namespace fettle
