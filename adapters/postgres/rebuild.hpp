// Fills a new generation from the log beside the serving one, and makes it the current one. Queries
// and the serving projector go on all the while. Stopped, it goes on where it was when run again.
#pragma once

#include <optional>

#include "adapters/postgres/filling.hpp"
#include "adapters/postgres/row_hashes.hpp"

namespace fettle::postgres {

struct RebuildReport {
  std::uint64_t generation = 0;
  bool swapped = false;                  // false: stopped on the way, or only compared
  std::optional<Comparison> comparison;  // with the generation that was served before
};

// Faults are those of the projector and of the store; what was filled stays for the next run.
Result<RebuildReport> rebuild(const FillPlan& plan, FillPorts ports);

}  // namespace fettle::postgres
