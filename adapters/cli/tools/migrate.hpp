// `fettle migrate`: everything that a business has in the embedded log goes into a log of many
// partitions, with its history: who can read the one can read the other.
//
// Nothing about the way is kept beside the two logs. Whatever ended an earlier run, the next one
// finds in the target what is there and goes on behind it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/cli/tools/migrate_tally.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/kafka_log/keys/kafka_keys.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

struct MigrationPorts {
  Log& from;  // nobody writes it while this runs
  FileKeys& from_keys;
  Log& to;
  KafkaKeys& to_keys;
  Dice& dice;
  // A bar for one part of the work.
  std::function<std::unique_ptr<Progress>(const std::string& what)> watch;
};

struct Migrated {
  Tallies tenants;           // as both logs hold them
  std::uint64_t copied = 0;  // commits, by this run
  std::size_t keys = 0;      // of persons
};

// Both logs hold the same when it returns, every event of a tenant in the partition that its name
// chooses, and every key opens; see `Tallies`. The old log is still to be closed.
//   mismatch `target_holds_other_tenants`, `target_holds_other_events`, `keys_of_another`: it is
//            somebody else's. Nothing was written.
//   damaged  `chain_broken` and others: the old log is not what was written. Nothing was written.
//   damaged  `migrated_differs`: the new log did not come out like the old one.
//   closed `interrupted`, unavailable, and closed `claimed_by_another`: run it again.
Result<Migrated> migrate(const MigrationPorts& ports);

}  // namespace fettle::cli
