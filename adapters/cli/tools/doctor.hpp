// `fettle doctor`: whether this binary can read everything that the log holds, before it serves.
#pragma once

#include <string>
#include <vector>

#include "adapters/cli/tools/folding.hpp"

namespace fettle::cli {

struct Unreadable {
  Partition partition{};
  Offset offset{};
  std::string event;  // name and version
  std::string key;    // <tenant>/<type>/<id>
  Fault why;
};

// Events beyond this many are counted, not listed.
inline constexpr std::size_t unreadable_listed_max = 100;

struct Diagnosis {
  std::uint64_t events = 0;
  std::uint64_t unreadable_count = 0;
  std::vector<Unreadable> unreadable;
  StoppedTenants stopped;
  Offset end{};  // of what was read: the last commit boundary

  bool healthy() const { return unreadable_count == 0 && stopped.empty(); }
};

// Decodes every event of the partition, then folds all of them into `ports.snapshots`, which is
// empty or was folded by this binary before.
Result<Diagnosis> diagnose(const Domain& domain, FoldPorts ports, Progress& decoding,
                           Progress& folding);

}  // namespace fettle::cli
