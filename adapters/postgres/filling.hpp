// What folding a log into a generation of tables takes: a rebuild's, or a check's scratch one.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/postgres/generations.hpp"
#include "core/projector.hpp"

namespace fettle::postgres {

struct FillProgress {
  std::uint64_t generation = 0;
  std::uint64_t done = 0;  // records of the log, of all partitions
  std::uint64_t end = 0;
  std::optional<std::chrono::seconds> left = {};  // nothing before there is a measure
};

enum class GoOn { yes, stop };

struct FillPlan {
  std::string url;
  const Shape& shape;
  const Domain& domain;
  const Projection& projection;
  std::vector<CheckpointKey> keys;  // one a partition
  std::function<GoOn(const FillProgress&)> on_progress;
  ProjectorOptions options = {};
};

struct FillPorts {
  Log& log;
  Keys& keys;
  Dice& dice;
  Clock& clock;
};

}  // namespace fettle::postgres
