// Folds a partition into a snapshot store with the shard's own code, without serving.
#pragma once

#include <map>
#include <string>

#include "adapters/cli/tools/progress.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/log.hpp"
#include "core/ports/snapshots.hpp"
#include "core/shard/shard.hpp"

namespace fettle::cli {

struct FoldPorts {
  Log& log;
  Snapshots& snapshots;
  Keys& keys;
  Clock& clock;
  Dice& dice;
  Partition partition{};  // the one that is folded
};

// Tenants that could not be folded to the end, each with the reason and the place.
using StoppedTenants = std::map<std::string, std::string>;

// Everything of the partition before `end` is in the snapshots, durably, when it returns.
Result<StoppedTenants> fold_into(const Domain& domain, FoldPorts ports, Offset end,
                                 Progress& progress);

}  // namespace fettle::cli
