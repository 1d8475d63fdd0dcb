// What must hold even when the log lost what it had promised to keep.
#include <fmt/format.h>

#include "test/simulation/checks/checks.hpp"

namespace fettle::sim {

// Rows whose checkpoint the log does not hold belong to nobody who goes on.
std::optional<Violation> nobody_builds_on_what_is_lost(const Facts& facts, const ReadLog&) {
  FinishedLog log(facts.site);
  for (const auto& [name, checkpoint] : facts.site.tables.kept().checkpoints) {
    if (CommitReader::open(log, checkpoint)) continue;
    for (const auto& node : facts.nodes) {
      if (node->projects(checkpoint.partition)) {
        return Violation{__func__, fmt::format("{} goes on from {}, which is not on the log",
                                               node->process().name(), to_text(checkpoint))};
      }
    }
  }
  return {};
}

}  // namespace fettle::sim
