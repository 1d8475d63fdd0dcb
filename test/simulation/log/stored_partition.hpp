// What lies in one partition of a simulated log, and what readers see of it: the same for the
// embedded log and for Kafka.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/moment.hpp"
#include "core/ports/log.hpp"

namespace fettle::sim {

struct StoredPartition {
  // It lost what lay at `end` and behind it.
  struct Cut {
    Moment when;
    Offset end;
  };
  std::vector<Record> records;         // durable
  std::vector<std::size_t> ends;       // of batches
  std::optional<std::size_t> damaged;  // a record that is not what was written
  std::vector<Cut> cuts;

  Offset end() const { return Offset{records.size()}; }
  Offset add(std::vector<Record> batch) {
    const auto first = end();
    for (auto& record : batch) records.push_back(std::move(record));
    ends.push_back(records.size());
    return first;
  }
  // Loses its last batches.
  void forget(std::size_t batches, Moment now) {
    for (; batches > 0 && ends.size() > 1; --batches) ends.pop_back();
    records.resize(ends.empty() ? 0 : ends.back(), Record("", ""));
    cuts.push_back({now, end()});
    if (damaged && *damaged >= records.size()) damaged.reset();
  }
};

// `reach` says before each call whether the log can be reached.
class StoredReader final : public LogReader {
 public:
  using Reach = std::function<Result<void>()>;
  StoredReader(const StoredPartition& partition, Offset from, Reach reach)
      : partition_(partition), next_(from), reach_(std::move(reach)) {}

  Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                         std::chrono::milliseconds) override {
    TRY(reach_());
    const auto& records = partition_.records;
    if (number(next_) > records.size()) {
      return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log", "the log forgot its end"};
    }
    read_.clear();
    std::vector<StoredRecord> found;
    for (std::size_t bytes = 0; bytes < bytes_max && number(next_) < records.size();) {
      if (partition_.damaged == number(next_)) {
        if (!found.empty()) break;
        return Fault{FaultKind::damaged, "log_damaged", "a batch is not what was written"};
      }
      // Copies: a view that is used too late is found by the sanitizer.
      read_.push_back(records[number(next_)]);
      bytes += read_.back().size();
      found.push_back({next_, read_.back().view()});
      next_ = fettle::next(next_);
    }
    return found;
  }
  void wake() override {}

 private:
  const StoredPartition& partition_;
  Offset next_;
  Reach reach_;
  std::deque<Record> read_;
};

}  // namespace fettle::sim
