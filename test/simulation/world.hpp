// One run under one seed: nodes, a log, stores, systems outside and clients, bad days, then good
// ones until all is settled, and the checks.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/planted.hpp"
#include "test/simulation/load/client.hpp"
#include "test/simulation/node.hpp"

namespace fettle::sim {

struct Plan {
  std::uint64_t seed = 1;
  Promise promise = Promise::within;
  bool told = false;              // keep the story
  std::size_t requests_max = 60;  // a client; fewer is what shrinking looks for
  // Kinds of faults left out, by name: what shrinking looks for.
  std::vector<std::string> without = {};
  Defect planted = Defect::none;            // only in a build that can
  std::vector<std::string> unchecked = {};  // rules left out, by name

  bool checks(std::string_view rule) const {
    return std::ranges::find(unchecked, rule) == unchecked.end();
  }
};

// What a check found wrong; `rule` is a name that does not change.
struct Violation {
  std::string rule;
  std::string what;
};

struct Ending {
  std::optional<Violation> violation;
  std::uint64_t steps = 0;
  std::uint64_t commands = 0;  // answered
  std::uint64_t accepted = 0;
  std::uint64_t commits = 0;  // on the log
  std::map<std::string, std::uint64_t, std::less<>> counts;
  std::vector<std::string> story;
};

// As if nothing else existed: two runs of one plan are the same, step by step.
Ending run(const Plan& plan);

// What the checks look at when all is settled.
struct Facts {
  const Plan& plan;
  const Site& site;
  const History& history;
  const std::vector<std::unique_ptr<Node>>& nodes;
  Random& random;
};

}  // namespace fettle::sim
