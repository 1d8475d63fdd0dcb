// The snapshot store, simulated: a crash takes it back to any earlier flush, or to any first part
// of what was written since the last one.
#pragma once

#include <deque>
#include <map>

#include "core/ports/snapshots.hpp"
#include "test/simulation/engine/process.hpp"

namespace fettle::sim {

// The folder: it outlives the process.
struct SnapshotFolder {
  using Rows = std::map<std::string, std::string, std::less<>>;
  static constexpr std::size_t flushes_max = 3;

  Rows rows;
  std::deque<Rows> flushed{Rows{}};
  std::vector<std::vector<SnapshotWrite>> unflushed;
  std::uint64_t written = 0;  // rises with every change of the rows

  static void apply(Rows& rows, const std::vector<SnapshotWrite>& batch) {
    for (const auto& [key, value] : batch) {
      if (value) {
        rows.insert_or_assign(key, *value);
      } else {
        rows.erase(key);
      }
    }
  }
  void crash(Random& random) {
    // Mostly the last flush and some of what came then; now and then an old copy.
    const bool old_copy = random.below(8) == 0;
    const auto back = old_copy ? random.below(flushed.size()) : 0;
    rows = flushed[flushed.size() - 1 - back];
    if (back == 0) {
      const auto kept = random.below(unflushed.size() + 1);
      for (std::size_t i = 0; i < kept; ++i) apply(rows, unflushed[i]);
    }
    flushed = {rows};
    unflushed.clear();
    ++written;
  }
};

class SimSnapshots final : public Snapshots {
 public:
  SimSnapshots(Stage stage, Process& process, SnapshotFolder& folder)
      : stage_(stage), process_(process), folder_(folder) {}

  Result<std::optional<std::string>> get(std::string_view key) override {
    TRY(work());
    const auto found = folder_.rows.find(key);
    if (found == folder_.rows.end()) return std::optional<std::string>();
    return std::optional(found->second);
  }
  Result<void> scan(std::string_view from, std::string_view to, const Visit& visit) override {
    TRY(work());
    for (auto row = folder_.rows.lower_bound(from);
         row != folder_.rows.end() && std::string_view(row->first) < to; ++row) {
      if (!visit(row->first, row->second)) break;
    }
    return {};
  }
  Result<void> write(const std::vector<SnapshotWrite>& batch) override {
    process_.may_crash();
    TRY(work());
    SnapshotFolder::apply(folder_.rows, batch);
    folder_.unflushed.push_back(batch);
    ++folder_.written;
    process_.may_crash();
    return {};
  }
  Result<void> flush() override {
    process_.may_crash();
    TRY(work());
    folder_.flushed.push_back(folder_.rows);
    if (folder_.flushed.size() > SnapshotFolder::flushes_max) folder_.flushed.pop_front();
    folder_.unflushed.clear();
    return {};
  }

 private:
  Result<void> work() {
    if (!stage_.random.chance(stage_.faults.snapshots_failed)) return {};
    stage_.story.count("snapshots failed");
    return Fault{FaultKind::unavailable, "snapshots_unavailable", "the store does not answer"};
  }

  Stage stage_;
  Process& process_;
  SnapshotFolder& folder_;
};

}  // namespace fettle::sim
