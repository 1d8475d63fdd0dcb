// `fettle backup` and `fettle restore`: a copy of log and keys that is whole at one moment, and a
// new installation made from it. The master key and the keys of tokens are not in it: they are
// kept apart, so that a stolen backup opens nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "adapters/cli/tools/verify.hpp"
#include "core/moment.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

// What a backup says of itself, in the file BACKUP; the heads lie beside it in HEADS.
struct BackupNote {
  LogId log;
  Moment made;
  Offset end{};
  std::uint64_t events = 0;
};

struct BackupPlan {
  std::filesystem::path data;    // with log/, keys/, revocations
  std::filesystem::path target;  // empty, or not there yet
};

// Also beside a serving process. Copies what is durable, then verifies the copy.
// invalid `target_not_empty`; damaged `backup_damaged`: the copy does not verify.
Result<BackupNote> back_up(const BackupPlan& plan, Moment now, Progress& progress);

struct RestorePlan {
  std::filesystem::path backup;
  std::filesystem::path data;        // empty, or not there yet
  std::filesystem::path master_key;  // the one that the keys were wrapped by
  // A later list of erasures than the backup's: what was erased since is erased again.
  std::optional<std::filesystem::path> erasures;
  std::uint64_t segment_bytes = 64 << 20;
};

struct Restored {
  LogId log;  // a new one: positions of the old log are not valid here
  std::uint64_t events = 0;
};

// The new installation appears whole or not at all. invalid `target_not_empty`,
// `backup_incomplete`; damaged `restored_differs`: a chain did not come out as the backup's heads
// say; and the faults of keys and log.
Result<Restored> restore(const RestorePlan& plan, Dice& dice, Progress& progress);

}  // namespace fettle::cli
