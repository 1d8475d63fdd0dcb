// The proof that the rules find what they are for: each planted defect is found under some of the
// first seeds, and each rule is the only one that finds some defect (checks/rules.hpp says which).
#pragma once

#include <span>

#include "test/simulation/world.hpp"

namespace fettle::sim {

struct PlantedDefect {
  Defect defect;
  std::string_view name;
  std::string_view what;
};
std::span<const PlantedDefect> planted_defects();
const PlantedDefect& about(Defect defect);

struct Found {
  std::uint64_t runs = 0;  // until it was found, or of all
  std::string rule;        // that found it; empty: nobody did
  std::string what;
  bool beyond = false;  // under faults beyond the promise only
};

// Under seeds 1, 2, 3 … within the promise, then beyond it, each up to `seeds_max`, without the
// rules of these names; under those beyond alone when that is the first.
Found find(const PlantedDefect& planted, std::uint64_t seeds_max,
           const std::vector<std::string>& unchecked = {}, Promise first = Promise::within);

}  // namespace fettle::sim
