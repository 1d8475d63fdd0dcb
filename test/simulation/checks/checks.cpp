#include "test/simulation/checks/checks.hpp"

#include <array>

namespace fettle::sim {
namespace {

#define FETTLE_RULE(rule) \
  { #rule, rule }

// The others were asked after every step: watch.cpp.
constexpr std::array<NamedRule, 9> all{{
    FETTLE_RULE(the_log_can_be_read),
    FETTLE_RULE(nobody_gives_up),
    FETTLE_RULE(nothing_acknowledged_is_lost),
    FETTLE_RULE(a_key_has_one_answer),
    FETTLE_RULE(refused_means_unchanged),
    FETTLE_RULE(rows_are_the_fold),
    FETTLE_RULE(state_is_the_fold),
    FETTLE_RULE(outside_agrees),
    FETTLE_RULE(nothing_is_left_open),
}};

// Of a log that lost what it promised to keep: what is left is whole, and nobody builds on the
// rest.
constexpr std::array<NamedRule, 4> of_what_is_left{{
    FETTLE_RULE(one_order),
    FETTLE_RULE(one_chain),
    FETTLE_RULE(nothing_is_applied_twice),
    FETTLE_RULE(nobody_builds_on_what_is_lost),
}};

#undef FETTLE_RULE

std::optional<Violation> first_of(std::span<const NamedRule> rules, const Facts& facts,
                                  const ReadLog& log) {
  for (const auto& [name, rule] : rules) {
    if (!facts.plan.checks(name)) continue;
    if (auto violation = rule(facts, log)) return violation;
  }
  return {};
}

}  // namespace

std::optional<Violation> the_log_can_be_read(const Facts&, const ReadLog& log) {
  if (!log.fault) return {};
  return Violation{__func__, log.fault->code + ": " + log.fault->detail};
}

std::optional<Violation> nobody_gives_up(const Facts& facts, const ReadLog&) {
  for (const auto& node : facts.nodes) {
    for (const auto& fault : node->stopped()) {
      return Violation{__func__, node->process().name() + ": " + fault.code};
    }
  }
  return {};
}

std::optional<Violation> check(const Facts& facts, const ReadLog& log) {
  if (facts.plan.promise == Promise::beyond) return first_of(of_what_is_left, facts, log);
  return first_of(all, facts, log);
}

}  // namespace fettle::sim
