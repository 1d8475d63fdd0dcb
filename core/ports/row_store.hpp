// Reads rows of the current generation, always inside one tenant.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/id.hpp"
#include "core/result.hpp"

namespace fettle {

struct Statement {
  std::string sql;  // parameters are $1 …; table names without schema
  std::vector<std::optional<std::string>> parameters;
};

// The rows of one statement, all values as text in the spelling of the store.
class RowSet {
 public:
  RowSet() = default;
  explicit RowSet(std::size_t columns) : columns_(columns) {}

  void add(std::optional<std::string_view> value) {
    cells_.push_back({text_.size(), value ? value->size() : 0, value.has_value()});
    if (value) text_ += *value;
  }
  std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
  std::optional<std::string_view> at(std::size_t row, std::size_t column) const {
    const auto& cell = cells_[row * columns_ + column];
    if (!cell.there) return std::nullopt;
    return std::string_view(text_).substr(cell.at, cell.size);
  }

 private:
  struct Cell {
    std::size_t at, size;
    bool there;
  };
  std::size_t columns_ = 0;
  std::vector<Cell> cells_;
  std::string text_;
};

struct ReadRequest {
  TenantId tenant;
  std::vector<Statement> statements;
  bool report = false;  // may take long: must not hold up the others
};

class RowStore {
 public:
  // Called once, on a thread of the store; must not block it.
  //   unavailable: `read_models_unavailable`, `query_too_slow`, or `query_queue_full`.
  using Done = std::function<void(Result<std::vector<RowSet>>)>;

  virtual ~RowStore() = default;

  // Runs the statements in one transaction on one generation. Any thread; never blocks.
  virtual void read(ReadRequest request, Done done) = 0;
};

}  // namespace fettle
