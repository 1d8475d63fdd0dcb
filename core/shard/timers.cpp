// The shard's clock work: due timers, snapshots, and another try after a failure.
#include <array>

#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"
#include "core/shard/shard.hpp"
#include "core/trace.hpp"
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

// Once a pause. A clock that was set back must not prolong it.
bool Shard::may_try(Moment now) {
  if (now < try_again_ && try_again_ <= now + options_.retry_after) return false;
  try_again_ = now + options_.retry_after;
  return true;
}

void Shard::tick() {
  const auto now = ports_.clock.now();
  if (closing_) return;
  const auto part = options_.lease->part();
  if (part != part_) try_again_ = now;
  part_ = part;
  if (part != Part::owner) return rest(now);
  if (serving_ && options_.lease->term() != term_) give_up();  // another may have served between
  if (!serving_ && !idle()) give_up();  // lost, and ours again before that was answered
  if (!serving_ && may_try(now)) {
    saver_.when_idle([this] {
      if (serving_ || closing_ || options_.lease->part() != Part::owner) return;
      if (auto taken = take_over(); !taken) {
        stay_down(taken.error());
        if (planted(Defect::take_over_once)) closing_ = true;
      }
    });
  }
  if (!serving_) return;  // a take-over folds from what is stored: nothing may be written meanwhile
  if (idle() && end_lost(now)) return;
  fire_timers(now);
  commit();
  saver_.ship();
}

// The next append would meet a log that has lost its end; while there is none, only a look does.
bool Shard::end_lost(Moment now) {
  constexpr auto often_enough = std::chrono::seconds(5);
  if (planted(Defect::lost_end_not_looked_for)) return false;
  if (lost_) {
    fail(*lost_);
    return true;
  }
  if (looking_ || (now >= looked_at_ && now - looked_at_ < often_enough)) return false;
  looking_ = true;
  looked_at_ = now;
  // In the background: a log that is away keeps who asks it waiting.
  ports_.background.post([this, epoch = epoch_, held = checkpoint_] {
    ports_.own.post([this, epoch, found = CommitReader::find(ports_.log, held)] {
      looking_ = false;
      if (epoch != epoch_ || found) return;
      if (found.error().kind == FaultKind::mismatch) lost_ = found.error();
    });
  });
  return false;
}

void Shard::fire_timers(Moment now) {
  constexpr Micros an_hour = std::chrono::hours(1), a_minute = std::chrono::minutes(1);
  const auto until = now + (planted(Defect::timer_early) ? an_hour : Micros{1});
  std::vector<std::string> due;
  const auto from = planted(Defect::timer_missed_stays) ? keyspace::due(now - a_minute) : "t";
  const auto scanned = memory_.scan(from, keyspace::due(until), [&](std::string_view entry) {
    const std::string tenant(parts_of(entry)[0]);
    if (!stopped_.contains(tenant) && !fired_.contains(std::string(entry))) {
      due.emplace_back(entry);
    }
    return due.size() < fired_per_tick_max;
  });
  if (!scanned) return;
  for (const auto& entry : due) {
    // Whatever it answers, it was asked: an entry that stays is not asked again before a restart.
    if (fire(entry, now)) fired_.insert(entry);
  }
}

// True: it was asked, and nothing came of it. What a fault kept from being asked is asked again.
bool Shard::fire(std::string_view entry, Moment now) {
  const auto [tenant, type_name, id, name] = parts_of(entry);
  const auto* type = domain_.aggregate(type_name);
  if (type == nullptr || type->on_timer == nullptr) return true;
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
                        .traceparent = begun_trace(ports_.dice),
                        .done = {}};
  ShardView view(memory_, domain_, submission.tenant);
  const Context context{submission.tenant, now, submission.caller,
                        CommitId(make_ulid(now, ports_.dice))};
  try {
    const auto decision = type->on_timer(view, context, id, name);
    if (!decision || decision->events.empty()) return true;
    const auto accepted = accept(submission, context, *decision);
    if (planted(Defect::timer_settled_early) && accepted && in_flight_.empty()) {
      const auto early = to_text(behind(batch_, checkpoint_.next));
      (void)ports_.snapshots.write({{keyspace::checkpoint, early}});
      ports_.own.post([this, right = to_text(checkpoint_)] {
        (void)ports_.snapshots.write({{keyspace::checkpoint, right}});
      });
    }
    return !accepted && std::holds_alternative<Rejection>(accepted.error());
  } catch (const InvariantBroken&) {
    return !view.fault();  // nothing was applied; by a store that fails nothing was asked
  }
}

}  // namespace fettle
