#include "adapters/cli/media_waste.hpp"

#include <algorithm>

#include "schemas/media/events.hpp"

namespace fettle::cli {
namespace {

constexpr std::string_view dropped_event = "MediaDropped";
constexpr std::chrono::milliseconds read_wait{10};

}  // namespace

Result<std::unique_ptr<MediaWaste>> MediaWaste::open(const Ports& ports) {
  std::unique_ptr<MediaWaste> waste(new MediaWaste(ports));
  for (std::uint32_t p = 0; p < ports.log.partitions(); ++p) {
    waste->followers_.push_back(
        TRY(EventFollower::open(ports.domain, {ports.log, ports.keys, ports.dice}, Partition{p})));
  }
  return waste;
}

Result<void> MediaWaste::read(EventFollower& follower) {
  const auto from = ports_.clock.now() - Micros(looks_back);
  for (int n = 0; n < reads_a_round && !stopped_; ++n) {
    TRY(follower.follow(
        read_bytes, read_wait, [](std::string_view type) { return type == dropped_event; },
        [&](const Envelope& envelope, const AnyEvent& event) {
          const auto& dropped = *static_cast<const MediaDropped*>(event.data.get());
          if (dropped.object_key && envelope.time >= from) due_.insert(*dropped.object_key);
        }));
  }
  return {};
}

Result<void> MediaWaste::clear() {
  for (auto& follower : followers_) TRY(read(follower));
  caught_up_ = std::all_of(followers_.begin(), followers_.end(),
                           [](const EventFollower& follower) { return follower.caught_up(); });
  while (!due_.empty() && !stopped_) {
    TRY(ports_.store.remove(*due_.begin()));
    due_.erase(due_.begin());
  }
  return {};
}

}  // namespace fettle::cli
