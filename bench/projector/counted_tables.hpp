// Tables that count the rows which are sent to them: one that changes in two batches counts twice.
#pragma once

#include "core/ports/tables.hpp"

namespace fettle::bench {

class CountedTables final : public Tables {
 public:
  explicit CountedTables(Tables& tables) : tables_(tables) {}

  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey& key) override {
    return tables_.checkpoint(key);
  }
  Result<void> fetch(const TableType& table, std::span<const std::string> keys,
                     const FoundRow& found) override {
    return tables_.fetch(table, keys, found);
  }
  Result<void> write(const TableBatch& batch) override {
    TRY(tables_.write(batch));
    for (const auto& change : batch.changes) written_ += change.added_count;
    return {};
  }
  Result<void> prepare_months(Moment time) override { return tables_.prepare_months(time); }

  std::size_t written() const { return written_; }

 private:
  Tables& tables_;
  std::size_t written_ = 0;
};

}  // namespace fettle::bench
