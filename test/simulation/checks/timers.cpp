// Rules about timers: each fires once, at its time or later, and only while the state still has it.
#include <fmt/format.h>

#include "core/shard/keyspace.hpp"
#include "test/simulation/checks/again.hpp"
#include "test/simulation/checks/step_rules.hpp"

namespace fettle::sim {
namespace {

// Longer than an owner lets pass between two looks.
constexpr Micros look_at_timers{1'000'000};

// As core/shard/keyspace.hpp and cell.cpp write it.
struct Timer {
  Moment due{Micros{0}};
  std::string_view tenant, type, id, name;
};

Timer parsed(std::string_view entry) {
  std::uint64_t due = 0;
  for (std::size_t i = 1; i <= sizeof due; ++i) {
    due = due << 8 | static_cast<unsigned char>(entry[i]);
  }
  Timer timer{Moment(Micros{static_cast<std::int64_t>(due)}), {}, {}, {}, {}};
  entry.remove_prefix(1 + sizeof due);
  for (auto* part : {&timer.tenant, &timer.type, &timer.id, &timer.name}) {
    *part = entry.substr(0, entry.find(keyspace::part_end));
    entry.remove_prefix(part->size() + 1);
  }
  return timer;
}

bool is_of_a_timer(const ReadCommit& commit) {
  return commit.account == "timer" && commit.key.empty();
}

// What the timer's aggregate makes of it.
Checked<Decision> fired(const Books& books, const TenantPast& past, const Timer& timer,
                        const Context& context) {
  PastView view(past, past.newest());
  const auto* type = books.site.domain.aggregate(timer.type);
  return type->on_timer(view, context, timer.id, timer.name);
}

// The clock of whoever owns the tenant; nothing: nobody does.
std::optional<Moment> owners_clock(const Books& books, const TenantId& tenant) {
  for (const auto& node : books.nodes) {
    if (node->owns(books.site.partition_of(tenant))) return node->clock().now();
  }
  return {};
}

}  // namespace

Wrong timers_fire_once(Books& books, const ReadCommit& commit) {
  if (!is_of_a_timer(commit)) return {};
  const auto& event = commit.events.front();
  const auto told = [&](std::string_view what) {
    return fmt::format("{}/{} {} at {}: {}", event.aggregate, event.id, event.command_id,
                       number(commit.first), what);
  };
  const auto& past = books.past(TenantId(commit.tenant));
  std::string entry;
  past.scan("t", "u", past.newest(), [&](std::string_view one) {
    const auto timer = parsed(one);
    const bool found =
        timer.type == event.aggregate && timer.id == event.id && timer.name == event.command_id;
    if (found) entry = one;
    return !found;
  });
  if (entry.empty()) return told("it had fired, or was stopped");
  if (parsed(entry).due > event.time) {
    return told(
        fmt::format("fired at {}, due at {}", to_text(event.time), to_text(parsed(entry).due)));
  }
  if (!books.fired.insert(entry).second) return told("it fired before");
  return {};
}

// A timer may be due and have nothing to do.
Wrong due_timers_have_fired(Books& books) {
  for (const auto& [name, past] : books.pasts) {
    const auto now = owners_clock(books, past.tenant());
    if (!now) continue;
    const auto since = *now - look_at_timers;
    const Context context{
        past.tenant(), since, {AccountId("timer"), "engine", "engine", ""}, CommitId("again")};
    Wrong wrong;
    past.scan("t", keyspace::due(since), past.newest(), [&](std::string_view entry) {
      const auto timer = parsed(entry);
      const auto decision = fired(books, past, timer, context);
      if (decision && !decision->events.empty()) {
        wrong = fmt::format("{}/{} {} was due at {} and has not fired at {}", timer.type, timer.id,
                            timer.name, to_text(timer.due), to_text(*now));
      }
      return !wrong;
    });
    if (wrong) return wrong;
  }
  return {};
}

}  // namespace fettle::sim
