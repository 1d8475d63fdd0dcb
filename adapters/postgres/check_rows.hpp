// Are the rows of the serving generation what the log folds to? Shown on a live system by a fold
// into a scratch generation beside it, compared at one position and dropped again.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "adapters/postgres/filling.hpp"

namespace fettle::postgres {

struct RowDifference {
  std::string table;
  std::string key;   // demo/01J…: the values of the key columns
  std::string what;  // only in the rows, only in the log, another status, updated_at
};

// Differences of one table beyond this many are counted, not listed.
inline constexpr std::size_t row_differences_listed_max = 20;

struct RowCheck {
  // What the serving rows have folded of each partition: both were compared there.
  std::map<Partition, Offset> next;
  std::uint64_t tables = 0;
  std::uint64_t rows = 0;  // of the serving generation
  std::uint64_t difference_count = 0;
  std::vector<RowDifference> differences;
};

// Neither swaps anything nor touches a rebuild's generation. The serving projector is held up only
// while the last records are folded. Memory: a batch of the projector, and what is listed.
//   unavailable `rows_missing`:  no generation is served yet.
//   unavailable `check_running`: another check uses the scratch generation.
//   mismatch `read_models_changed`, `checkpoint_of_another_log`, `checkpoint_ahead_of_log`.
//   closed `interrupted`:        told to stop; nothing is left behind.
Result<RowCheck> check_rows(const FillPlan& plan, FillPorts ports);

}  // namespace fettle::postgres
