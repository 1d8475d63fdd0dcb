// Rules about what was folded from the log: rows and states are what a fresh fold of it gives.
#include <fmt/format.h>

#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/fresh_fold.hpp"

namespace fettle::sim {

std::optional<Violation> rows_are_the_fold(const Facts& facts, const ReadLog&) {
  TableServer server;
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    const Partition partition{p};
    const auto folded = fold_rows(facts, partition, facts.site.stored(partition).end(), server);
    if (!folded) return Violation{__func__, folded.error().code + ": " + folded.error().detail};
  }
  if (const auto what = difference(facts.site.tables.kept().tables, server.kept().tables)) {
    return Violation{__func__, *what};
  }
  const auto dead = server.kept().tables.find("dead_letters");
  if (dead != server.kept().tables.end() && !dead->second.empty()) {
    return Violation{__func__, "a dead letter: " + dead->second.begin()->second};
  }
  return {};
}

std::optional<Violation> state_is_the_fold(const Facts& facts, const ReadLog&) {
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    const Partition partition{p};
    const auto end = facts.site.stored(partition).end();
    if (end == Offset{0}) continue;
    const auto expected = fold_states(facts, partition, end);
    if (!expected) {
      return Violation{__func__, expected.error().code + ": " + expected.error().detail};
    }
    // Within the promise everything on the log can be read.
    const auto stopped = expected->lower_bound("z");
    if (stopped != expected->end())
      return Violation{__func__, "a tenant stops: " + stopped->second};
    for (const auto& node : facts.nodes) {
      if (!node->owns(partition)) continue;
      const auto found = states_in(facts, node->folder(partition));
      if (const auto what = difference(found, *expected)) {
        return Violation{__func__, node->process().name() + " has " + *what};
      }
    }
  }
  return {};
}

}  // namespace fettle::sim
