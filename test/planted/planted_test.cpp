// The simulator, quick, in a build that can plant defects (preset `simulation`): each defect is
// found, some rules are seen to be needed, and without a defect thousands of seeds break nothing:
// the same each time, so that a failure speaks of the change. FETTLE_TEST_SEED names another first
// one; `ops/sim` draws its own.
#include <doctest/doctest.h>

#include <cstdlib>

#include "test/simulation/mutation.hpp"

namespace fettle::sim {
namespace {

constexpr std::uint64_t many_seeds = 1'500;    // of each promise
constexpr std::uint64_t seeds_a_defect = 300;  // of each promise, from 1

std::uint64_t first_seed() {
  if (const auto* named = std::getenv("FETTLE_TEST_SEED")) {
    return std::strtoull(named, nullptr, 10);
  }
  return 20'000;
}

void run_many(Promise promise) {
  const auto first = first_seed();
  for (auto seed = first; seed < first + many_seeds; ++seed) {
    const auto ending = run({.seed = seed, .promise = promise});
    if (!ending.violation) continue;
    FAIL_CHECK("ops/sim --seed ", seed, promise == Promise::beyond ? " --beyond" : "", ": ",
               ending.violation->rule, ": ", ending.violation->what);
  }
}

const PlantedDefect& named(std::string_view name) {
  const auto all = planted_defects();
  const auto found = std::ranges::find(all, name, &PlantedDefect::name);
  REQUIRE(found != all.end());
  return *found;
}

// A rule, and a defect that nobody finds without it.
constexpr std::pair<std::string_view, std::string_view> needed_for[]{
    {"due_timers_have_fired", "timer_early"},
    {"memory_is_bounded", "cache_unbounded"},
    {"nothing_is_left_open", "item_sent_once"},
    {"outside_agrees", "result_dropped"},
};

}  // namespace

TEST_CASE("each planted defect is found within the stated number of seeds") {
  for (const auto& planted : planted_defects()) {
    const auto found = find(planted, seeds_a_defect);
    CAPTURE(planted.name);
    CHECK(found.rule != "");
    MESSAGE(planted.name, ": seed ", found.runs, ", ", found.rule);
  }
}

TEST_CASE("without one of these rules some defect is found by nobody") {
  for (const auto& [rule, defect] : needed_for) {
    CAPTURE(rule);
    CAPTURE(defect);
    CHECK(find(named(defect), seeds_a_defect).rule == rule);
    CHECK(find(named(defect), seeds_a_defect, {std::string(rule)}).rule == "");
  }
}

TEST_CASE("faults within the promise harm nothing, under thousands of seeds") {
  run_many(Promise::within);
}

TEST_CASE("faults beyond the promise are noticed, under thousands of seeds") {
  run_many(Promise::beyond);
}

}  // namespace fettle::sim
