#include "test/simulation/checks/checks.hpp"

#include "test/simulation/checks/rules.hpp"

namespace fettle::sim {
namespace {

std::optional<Violation> first_of(std::span<const rules::EndRule> all, const Facts& facts,
                                  const ReadLog& log) {
  for (const auto& [name, broken, alone] : all) {
    if (!facts.plan.checks(name)) continue;
    if (auto violation = broken(facts, log)) return violation;
  }
  return {};
}

}  // namespace

std::optional<Violation> nobody_gives_up(const Facts& facts, const ReadLog&) {
  for (const auto& node : facts.nodes) {
    for (const auto& fault : node->stopped()) {
      return Violation{__func__, node->process().name() + ": " + fault.code};
    }
  }
  return {};
}

std::optional<Violation> check(const Facts& facts, const ReadLog& log) {
  const bool within = facts.plan.promise == Promise::within;
  if (within) return first_of(rules::of_the_end, facts, log);
  return first_of(rules::of_what_is_left, facts, log);
}

}  // namespace fettle::sim
