// The snapshot store as a map: the simulator's double, held to the same contract.
#pragma once

#include <map>
#include <mutex>

#include "core/ports/snapshots.hpp"

namespace fettle::test {

class MemorySnapshots : public Snapshots {
 public:
  Result<std::optional<std::string>> get(std::string_view key) override {
    const std::lock_guard lock(mutex_);
    if (read_fault_ && key.starts_with(failing_reads_)) return *read_fault_;
    const auto found = rows_.find(key);
    if (found == rows_.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }

  Result<void> scan(std::string_view from, std::string_view to, const Visit& visit) override {
    const auto rows = copy();
    for (auto row = rows.lower_bound(from); row != rows.end() && row->first < to; ++row) {
      if (!visit(row->first, row->second)) break;
    }
    return {};
  }

  Result<void> write(const std::vector<SnapshotWrite>& batch) override {
    const std::lock_guard lock(mutex_);
    if (fault_) return *fault_;
    for (const auto& [key, value] : batch) {
      if (value)
        rows_.insert_or_assign(key, *value);
      else
        rows_.erase(key);
    }
    return {};
  }

  Result<void> flush() override {
    const std::lock_guard lock(mutex_);
    if (fault_) return *fault_;
    flushed_ = rows_;
    return {};
  }

  // Every write and flush from now on gets this fault; nothing is written.
  void fail_with(std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    fault_ = std::move(fault);
  }

  // Reading a key that begins with `prefix` gets this fault.
  void fail_reads_of(char prefix, std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    failing_reads_ = prefix;
    read_fault_ = std::move(fault);
  }

  std::map<std::string, std::string, std::less<>> flushed() {
    const std::lock_guard lock(mutex_);
    return flushed_;
  }

  // What a power cut leaves: the shortest prefix that the port allows.
  void crash() {
    const std::lock_guard lock(mutex_);
    rows_ = flushed_;
  }

 private:
  using Rows = std::map<std::string, std::string, std::less<>>;
  Rows copy() {
    const std::lock_guard lock(mutex_);
    return rows_;
  }

  std::mutex mutex_;
  Rows rows_, flushed_;
  std::optional<Fault> fault_, read_fault_;
  char failing_reads_ = 0;
};

}  // namespace fettle::test
