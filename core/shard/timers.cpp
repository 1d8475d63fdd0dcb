// The shard's clock work: due timers, snapshots, and another try after a failure.
#include <array>

#include "core/shard/keyspace.hpp"
#include "core/shard/shard.hpp"
#include "core/ulid.hpp"

namespace fettle {
namespace {

constexpr std::size_t fired_per_tick_max = 100;
constexpr std::size_t due_bytes = 9;  // `t` and the moment

// The parts behind the moment: tenant, type, id, name.
std::array<std::string_view, 4> parts_of(std::string_view entry) {
  std::array<std::string_view, 4> parts;
  entry.remove_prefix(due_bytes);
  for (auto& part : parts) {
    const auto end = entry.find(keyspace::part_end);
    part = entry.substr(0, end);
    entry.remove_prefix(end + 1);
  }
  return parts;
}

const CommandType& timer_command() {
  static const CommandType type{.name = "FireTimer",
                                .sentence = "A timer of an aggregate is due.",
                                .aggregate = "",
                                .routes = {},
                                .roles = {}};
  return type;
}

}  // namespace

void Shard::tick() {
  const auto now = ports_.clock.now();
  if (!serving_ && !closing_ && now >= try_again_) {
    try_again_ = now + options_.retry_after;
    saver_.when_idle([this] {
      if (serving_ || closing_) return;
      if (auto taken = take_over(); !taken) down_ = taken.error();
    });
  }
  if (serving_) fire_timers();
  commit();
  saver_.ship();
}

void Shard::fire_timers() {
  std::vector<std::string> due;
  const auto end = keyspace::due(ports_.clock.now() + Micros{1});
  const auto scanned = memory_.scan("t", end, [&](std::string_view entry) {
    if (!fired_.contains(std::string(entry))) due.emplace_back(entry);
    return due.size() < fired_per_tick_max;
  });
  if (!scanned) return;
  for (const auto& entry : due) fire(entry);
}

void Shard::fire(std::string_view entry) {
  const auto [tenant, type_name, id, name] = parts_of(entry);
  const auto* type = domain_.aggregate(type_name);
  if (type == nullptr || type->on_timer == nullptr || stopped_.contains(std::string(tenant)))
    return;
  Submission submission{.tenant = TenantId(std::string(tenant)),
                        .caller = {AccountId("timer"), "engine", "engine", ""},
                        .type = &timer_command(),
                        .command = nullptr,
                        .key = std::string(name),
                        .request_hash = {},
                        .route = {},
                        .if_match = {},
                        .correlation_id = {},
                        .causation_id = {},
                        .traceparent = {},
                        .done = {}};
  ShardView view(memory_, domain_, submission.tenant);
  const auto now = ports_.clock.now();
  const Context context{submission.tenant, now, submission.caller,
                        CommitId(make_ulid(now, ports_.dice))};
  // Whatever it answers, it was asked: an entry that stays is not asked again before a restart.
  fired_.emplace(entry);
  try {
    const auto decision = type->on_timer(view, context, id, name);
    if (!view.fault() && decision && !decision->events.empty()) {
      if (accept(submission, context, *decision)) fired_.erase(std::string(entry));
    }
  } catch (const InvariantBroken&) {
    return;  // remembered above; nothing was applied
  }
}

}  // namespace fettle
