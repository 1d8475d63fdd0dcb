// The rule of good days: once nothing goes wrong any more, everything serves.
#include <fmt/format.h>

#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim {

Wrong everything_serves_again(Books& books) {
  for (std::uint32_t p = 0; p < books.site.partitions(); ++p) {
    std::size_t owners = 0;
    for (const auto& node : books.nodes) {
      const auto* shard = node->shard(Partition{p});
      if (shard == nullptr) return node->process().name() + " is down";
      if (!node->owns(Partition{p})) continue;
      ++owners;
      if (const auto trouble = shard->trouble()) {
        return fmt::format("{} does not serve {}: {}", node->process().name(), p, *trouble);
      }
    }
    if (owners != 1) return fmt::format("partition {} has {} owners", p, owners);
  }
  for (const auto& node : books.nodes) {
    if (node->has_open_items()) return node->process().name() + " has something left to do";
  }
  return {};
}

}  // namespace fettle::sim
