// `fettle check`, first half: whether stored snapshots are what the log folds to.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/tools/folding.hpp"

namespace fettle::cli {

struct Difference {
  std::string key;   // readable: a/<tenant>/<type>/<id>
  std::string what;  // only in the log, only in the snapshots, another state …
};

// Differences beyond this many are counted, not listed.
inline constexpr std::size_t differences_listed_max = 100;

struct SnapshotCheck {
  Offset next{};  // of the snapshots' checkpoint: what they have folded
  std::uint64_t aggregates = 0, keys = 0;
  std::uint64_t difference_count = 0;
  std::vector<Difference> differences;
};

// Folds the partition up to the stored snapshots' checkpoint into `ports.snapshots` (empty), then
// compares the two, a page of keys at a time. Stored snapshots to which nothing was flushed yet are
// equal to the beginning of the log; that they no longer hold keys older than `key_lifetime` is no
// difference. mismatch `checkpoint_ahead_of_log` and `checkpoint_of_another_log` as everywhere.
Result<SnapshotCheck> check_snapshots(const Domain& domain, Snapshots& stored, FoldPorts ports,
                                      Micros key_lifetime, Progress& progress);

}  // namespace fettle::cli
