#include "test/simulation/mutation.hpp"

namespace fettle::sim {

std::span<const PlantedDefect> planted_defects() {
#define FETTLE_PLANTED_DEFECT(name, what) PlantedDefect{Defect::name, #name, what},
  static constexpr PlantedDefect all[]{FETTLE_DEFECTS(FETTLE_PLANTED_DEFECT)};
#undef FETTLE_PLANTED_DEFECT
  return all;
}

Found find(const PlantedDefect& planted, std::uint64_t seeds_max,
           const std::vector<std::string>& unchecked) {
  Found found;
  for (const auto promise : {Promise::within, Promise::beyond}) {
    for (std::uint64_t seed = 1; seed <= seeds_max; ++seed) {
      const auto ending = run({.seed = seed,
                               .promise = promise,
                               .without = {},
                               .planted = planted.defect,
                               .unchecked = unchecked});
      ++found.runs;
      if (!ending.violation) continue;
      found.rule = ending.violation->rule;
      found.what = ending.violation->what;
      found.beyond = promise == Promise::beyond;
      return found;
    }
  }
  return found;
}

}  // namespace fettle::sim
