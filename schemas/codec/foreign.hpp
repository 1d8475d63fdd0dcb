// JSON that another party sent: members we do not know are passed over, and a mistake is theirs.
#pragma once

#include <string_view>

#include "schemas/codec/codec.hpp"

namespace fettle::json {

// invalid `foreign_json`: no JSON, or not of this shape. The detail names fields, never values.
template <class T>
Result<T> read_foreign(std::string_view text) {
  Parser parser;
  const auto root = parser.parse(text);
  if (!root) return Fault{FaultKind::invalid, "foreign_json", root.error().code};
  Reader reader(nullptr, Unknown::passed_over);
  auto value = read<T>(*root, reader);
  if (value) return *std::move(value);
  const auto& first = reader.errors.front();
  return Fault{FaultKind::invalid, "foreign_json", first.field + " " + first.code};
}

}  // namespace fettle::json
