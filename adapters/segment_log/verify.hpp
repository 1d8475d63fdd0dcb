// Reads stored batches again and compares them with their checksums and with the seals.
#pragma once

#include <functional>
#include <string>

#include "adapters/segment_log/disk.hpp"
#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {

struct Verified {
  std::uint64_t segments = 0;
  std::uint64_t batches = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

// Called after each batch with what was verified so far; false ends the run.
using Progress = std::function<bool(const Verified&)>;

// Everything before `durable_end`, in order.
// damaged `log_damaged`: the detail names segment and place.
// closed `verify_stopped`: `progress` ended the run.
Result<Verified> verify_segments(Disk& disk, const std::string& directory, Offset durable_end,
                                 const Progress& progress);

}  // namespace fettle::segment_log
