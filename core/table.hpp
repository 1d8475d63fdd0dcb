// A table of the read side with its row type erased, so that the projector is compiled once. Made
// from a declaration by schemas/read_model.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace fettle {

enum class ColumnType : std::uint8_t { text, bigint, boolean, timestamptz, jsonb };

struct Column {
  std::string name;
  ColumnType type = ColumnType::text;
  bool nullable = false;
};

using FieldText = std::optional<std::string_view>;  // nothing: NULL

// Rows travel as lines: fields in the order of the columns, see row_text.hpp. The key columns come
// first and begin with the tenant, so that a row's key is the beginning of its line.
struct TableType {
  std::string_view name;
  std::string_view sentence;
  std::vector<Column> columns;
  std::size_t key_size = 0;
  std::vector<std::string_view> indexes;  // "tenant, store_id, status"
  std::string_view monthly;               // the column that splits it by months; else empty

  void (*encode)(const void* row, std::string& line) = nullptr;
  // A moment is spelled as on the log. damaged: the fields are not this table's.
  Result<std::shared_ptr<void>> (*decode)(std::span<const FieldText> fields) = nullptr;
};

}  // namespace fettle
