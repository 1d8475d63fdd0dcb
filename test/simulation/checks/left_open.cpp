// What the process managers had to do is done.
#include <fmt/format.h>

#include <set>

#include "commands/process_managers/notices.hpp"
#include "core/event_follower.hpp"
#include "test/simulation/checks/checks.hpp"
#include "test/simulation/checks/kept_keys.hpp"

namespace fettle::sim {
namespace {

constexpr std::size_t read_bytes = 1 << 20;

// Items of a partition that no event closes, folded by one who was never away.
Result<std::set<std::string>> open_items(const Facts& facts, Partition partition) {
  FinishedLog log(facts.site);
  KeptKeys keys(facts.site.keys);
  OrderNotices manager;
  std::set<std::string> open;
  auto follower = TRY(EventFollower::open(facts.site.domain, {log, keys, facts.random}, partition));
  while (!follower.caught_up()) {
    TRY(follower.follow(
        read_bytes, std::chrono::milliseconds(0),
        [&](std::string_view type) { return manager.wants(type); },
        [&](const Envelope& envelope, const AnyEvent& event) {
          const auto change = manager.fold(envelope, event);
          if (change.closed) open.erase(*change.closed);
          if (change.opened) open.insert(change.opened->id);
        }));
  }
  return open;
}

}  // namespace

std::optional<Violation> nothing_is_left_open(const Facts& facts, const ReadLog&) {
  for (std::uint32_t p = 0; p < facts.site.partitions(); ++p) {
    const auto open = open_items(facts, Partition{p});
    if (!open) return Violation{__func__, open.error().code + ": " + open.error().detail};
    if (!open->empty()) return Violation{__func__, "nobody was told of " + *open->begin()};
  }
  return {};
}

}  // namespace fettle::sim
