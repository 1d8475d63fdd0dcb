#include "test/simulation/checks/checks.hpp"

#include <array>

namespace fettle::sim {
namespace {

// The others were asked after every step: watch.cpp.
constexpr std::array<Rule, 6> all{nothing_acknowledged_is_lost,
                                  a_key_has_one_answer,
                                  refused_means_unchanged,
                                  rows_are_the_fold,
                                  state_is_the_fold,
                                  outside_agrees};

// Of a log that lost what it promised to keep: what is left is whole, and nobody builds on the
// rest.
constexpr std::array<Rule, 4> of_what_is_left{one_order, one_chain, nothing_is_applied_twice,
                                              nobody_builds_on_what_is_lost};

std::optional<Violation> first_of(std::span<const Rule> rules, const Facts& facts,
                                  const ReadLog& log) {
  for (const auto rule : rules) {
    if (auto violation = rule(facts, log)) return violation;
  }
  return {};
}

}  // namespace

std::optional<Violation> check(const Facts& facts, const ReadLog& log) {
  if (facts.plan.promise == Promise::beyond) return first_of(of_what_is_left, facts, log);
  if (log.fault)
    return Violation{"the_log_can_be_read", log.fault->code + ": " + log.fault->detail};
  for (const auto& node : facts.nodes) {
    for (const auto& fault : node->stopped()) {
      return Violation{"nobody_gives_up", node->process().name() + ": " + fault.code};
    }
  }
  return first_of(all, facts, log);
}

}  // namespace fettle::sim
