// Fills a new generation from the log beside the serving one, and makes it the current one. Queries
// and the serving projector go on all the while. Stopped, it goes on where it was when run again.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/row_hashes.hpp"
#include "core/projector.hpp"

namespace fettle::postgres {

struct RebuildProgress {
  std::uint64_t generation = 0;
  std::uint64_t done = 0;  // records of the log
  std::uint64_t end = 0;
  std::optional<std::chrono::seconds> left;  // nothing before there is a measure
};

enum class GoOn { yes, stop };

struct RebuildReport {
  std::uint64_t generation = 0;
  bool swapped = false;                  // false: stopped on the way, or only compared
  std::optional<Comparison> comparison;  // with the generation that was served before
};

struct RebuildPlan {
  std::string url;
  const Shape& shape;
  const Domain& domain;
  const Projection& projection;
  CheckpointKey key;
  std::function<GoOn(const RebuildProgress&)> on_progress;
  ProjectorOptions options = {};
};

struct RebuildPorts {
  Log& log;
  Keys& keys;
  Dice& dice;
  Clock& clock;
};

// Faults are those of the projector and of the store; what was filled stays for the next run.
Result<RebuildReport> rebuild(const RebuildPlan& plan, RebuildPorts ports);

}  // namespace fettle::postgres
