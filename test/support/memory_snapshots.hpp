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
    const auto found = rows_.find(key);
    if (found == rows_.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }

  Result<void> scan(std::string_view from, std::string_view to, const Visit& visit) override {
    {
      const std::lock_guard lock(mutex_);
      if (scan_fault_) return *scan_fault_;
    }
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

  void fail_scans_with(std::optional<Fault> fault) {
    const std::lock_guard lock(mutex_);
    scan_fault_ = std::move(fault);
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
  std::optional<Fault> fault_, scan_fault_;
};

}  // namespace fettle::test
