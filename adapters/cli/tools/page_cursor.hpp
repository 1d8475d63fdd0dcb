// Walks a snapshot store key by key with one page in memory at a time.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/ports/snapshots.hpp"

namespace fettle::cli {

class PageCursor {
 public:
  using Row = std::pair<std::string, std::string>;

  explicit PageCursor(Snapshots& snapshots) : snapshots_(snapshots) {}

  // The row at hand; null behind the last.
  Result<const Row*> row() {
    if (at_ == page_.size() && !ended_) TRY(read());
    return at_ == page_.size() ? nullptr : &page_[at_];
  }
  void advance() { ++at_; }

 private:
  static constexpr std::size_t page_rows = 1'000;

  Result<void> read() {
    const auto from = page_.empty() ? std::string() : page_.back().first + '\0';
    page_.clear();
    at_ = 0;
    TRY(snapshots_.scan(from, "\xff", [this](std::string_view key, std::string_view value) {
      page_.emplace_back(key, value);
      return page_.size() < page_rows;
    }));
    ended_ = page_.size() < page_rows;
    return {};
  }

  Snapshots& snapshots_;
  std::vector<Row> page_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace fettle::cli
