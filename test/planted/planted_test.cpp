// The simulator, quick, in a build that can plant defects (preset `simulation`): each defect is
// found, each rule is the only one that finds some defect, and without a defect thousands of seeds
// break nothing: fresh ones each time. FETTLE_TEST_SEED names the first one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "test/simulation/checks/rules.hpp"
#include "test/simulation/mutation.hpp"

namespace fettle::sim {
namespace {

constexpr std::uint64_t many_seeds = 1'500;  // of each promise, as the next two, which begin at 1
// Whoever is alone with a defect finds it in the first 30: more than three times as many show that
// nobody else does.
constexpr std::uint64_t seeds_a_defect = 200;
constexpr std::uint64_t seeds_without_a_rule = 100;

std::uint64_t first_seed() {
  if (const auto* named = std::getenv("FETTLE_TEST_SEED")) {
    return std::strtoull(named, nullptr, 10);
  }
  return std::random_device{}();
}

void run_many(Promise promise) {
  const auto first = first_seed();
  MESSAGE("from ", first);
  for (auto seed = first; seed < first + many_seeds; ++seed) {
    const auto ending = run({.seed = seed, .promise = promise});
    if (!ending.violation) continue;
    FAIL_CHECK("ops/sim --seed ", seed, promise == Promise::beyond ? " --beyond" : "", ": ",
               ending.violation->rule, ": ", ending.violation->what);
  }
}

}  // namespace

TEST_CASE("each planted defect is found within the stated number of seeds") {
  for (const auto& planted : planted_defects()) {
    const auto* alone = rules::alone_with(planted.defect);
    const auto first = alone != nullptr ? alone->promise : Promise::within;
    const auto found = find(planted, seeds_a_defect, {}, first);
    CAPTURE(planted.name);
    CHECK(found.rule != "");
    MESSAGE(planted.name, ": seed ", found.runs, ", ", found.rule);
    if (alone != nullptr) CHECK(found.rule == alone->rule);
  }
}

TEST_CASE("without any one rule the defect that it alone finds is found by nobody") {
  for (const auto& [rule, defect, promise] : rules::pairs) {
    CAPTURE(rule);
    CAPTURE(about(defect).name);
    CHECK(find(about(defect), seeds_without_a_rule, {std::string(rule)}).rule == "");
  }
}

TEST_CASE("faults within the promise harm nothing, under thousands of seeds") {
  run_many(Promise::within);
}

TEST_CASE("faults beyond the promise are noticed, under thousands of seeds") {
  run_many(Promise::beyond);
}

}  // namespace fettle::sim
