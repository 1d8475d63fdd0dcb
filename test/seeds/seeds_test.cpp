// Runs of the simulator (test/simulation) under the sanitizers: the same seeds each time, so that a
// change is judged by the same days, and all that ever failed. test/planted runs many more without
// sanitizers. FETTLE_TEST_SEED names another first one; `ops/sim` draws its own.
#include <doctest/doctest.h>

#include <cstdlib>

#include "test/simulation/world.hpp"

namespace fettle::sim {
namespace {

constexpr std::uint64_t many_seeds = 60, some_seeds = 40;

// What each of them showed stands in the message of the commit that added it.
constexpr std::uint64_t failed_once[] = {5, 7, 28, 451, 961, 1975, 2891, 27429, 2182238557};
constexpr std::uint64_t failed_once_beyond[] = {301,  469,   588,   1065,  1119, 1146,
                                                2029, 25294, 29729, 65038, 82539};

std::uint64_t first_seed() {
  const auto* named = std::getenv("FETTLE_TEST_SEED");
  return named != nullptr ? std::strtoull(named, nullptr, 10) : 10'000;
}

Ending checked(std::uint64_t seed, Promise promise = Promise::within) {
  auto ending = run({.seed = seed, .promise = promise, .without = {}});
  if (ending.violation) {
    FAIL_CHECK("fettle-sim --seed ", seed, promise == Promise::beyond ? " --beyond" : "", ": ",
               ending.violation->rule, ": ", ending.violation->what);
  }
  return ending;
}

}  // namespace

TEST_CASE("a seed repeats a run, step by step") {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Plan plan{.seed = seed, .told = true, .without = {}};
    const auto one = run(plan), other = run(plan);
    CHECK(one.steps == other.steps);
    CHECK(one.story == other.story);
    CHECK(one.story != run({.seed = seed + 100, .told = true, .without = {}}).story);
  }
}

TEST_CASE("faults within the promise harm nothing, under many seeds") {
  std::map<std::string, std::uint64_t, std::less<>> counts;
  const auto first = first_seed();
  std::uint64_t accepted = 0;
  for (std::uint64_t i = 0; i < many_seeds; ++i) {
    const auto ending = checked(first + i);
    accepted += ending.accepted;
    for (const auto& [what, count] : ending.counts) counts[what] += count;
  }
  // Else nothing was shown.
  CHECK(accepted > 20 * many_seeds);
  for (const std::string what :
       {"crash", "stopped", "cut off", "clock jumps", "append lost", "append late",
        "producer fatal", "disk full", "sync failed", "snapshots failed", "tables failed",
        "tables unknown", "tables crash", "outside mute", "paid outside", "refused", "given up"}) {
    CAPTURE(what);
    CHECK(counts[what] > 0);
  }
}

TEST_CASE("faults within the promise harm nothing, under the seeds that once failed") {
  for (const auto seed : failed_once) checked(seed);
}

TEST_CASE("beyond the promise whole ends are lost, and nobody goes on from what is gone") {
  const auto first = first_seed();
  std::uint64_t lost = 0;
  for (std::uint64_t i = 0; i < some_seeds; ++i) {
    lost += checked(first + i, Promise::beyond).counts["majority lost"];
  }
  CHECK(lost > 0);
  for (const auto seed : failed_once_beyond) checked(seed, Promise::beyond);
}

}  // namespace fettle::sim
