#include "adapters/postgres/rebuild.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "adapters/postgres/postgres_tables.hpp"
#include "adapters/postgres/write_behind.hpp"

namespace fettle::postgres {
namespace {

// The shadow follows a log that grows, and folds the last of it while the serving projectors wait.
constexpr int swap_tries_max = 1000;

// How long a partition is listened to before what it has is taken for all: a commit of which only
// the beginning was written may stay the last thing there.
constexpr std::chrono::milliseconds silence{200};

// One partition of the log on its way into the shadow.
struct Lane {
  Lane(const FillPlan& plan, FillPorts ports, const CheckpointKey& key, std::uint64_t generation)
      : partition(key.partition),
        stored(plan.url, plan.shape, generation),
        tables(stored),
        projector({ports.log, tables, ports.keys, ports.dice, ports.clock}, plan.domain,
                  plan.projection, key, options_of(plan)) {}

  static ProjectorOptions options_of(const FillPlan& plan) {
    auto options = plan.options;
    options.cached_rows_max = std::max<std::size_t>(1, options.cached_rows_max / plan.keys.size());
    return options;
  }
  std::uint64_t done() const {
    return projector.checkpoint() ? number(projector.checkpoint()->next) : 0;
  }

  const Partition partition;
  PostgresTables stored;
  WriteBehind tables;
  Projector projector;
  std::uint64_t end = 0;
};

class Filling {
 public:
  Filling(const FillPlan& plan, FillPorts ports, std::uint64_t generation)
      : plan_(plan), ports_(ports), generation_(generation) {
    for (const auto& key : plan.keys) {
      lanes_.push_back(std::make_unique<Lane>(plan, ports, key, generation));
    }
  }

  // Folds to where the log ends now; false: told to stop.
  Result<bool> to_the_end() {
    for (const auto& lane : lanes_) {
      const auto end = TRY(ports_.log.durable_end(lane->partition));
      lane->end = number(end);
      lane->tables.behind_up_to(end);
    }
    for (const auto& lane : lanes_) {
      while (TRY(step(*lane))) {
        if (plan_.on_progress(progress()) == GoOn::stop) return false;
      }
      if (plan_.on_progress(progress()) == GoOn::stop) return false;
    }
    return true;
  }

 private:
  // False: nothing is left to fold. A batch that was refused is tried again by the projector,
  // commit by commit.
  Result<bool> step(Lane& lane) {
    const auto before = lane.projector.checkpoint();
    const auto wait = lane.done() < lane.end ? silence : std::chrono::milliseconds(0);
    const auto folded = lane.projector.step(wait);
    if (!folded && folded.error().kind != FaultKind::invalid) return folded.error();
    if (folded && lane.projector.checkpoint() == before) return false;
    return lane.done() < lane.end;
  }

  FillProgress progress() {
    std::uint64_t done = 0, end = 0;
    for (const auto& lane : lanes_) {
      done += lane->done();
      end += lane->end;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!began_at_) {
      began_at_ = now;
      began_with_ = done;
    }
    FillProgress progress{generation_, done, end, {}};
    const auto seconds = std::chrono::duration<double>(now - *began_at_).count();
    const auto folded = static_cast<double>(done - began_with_);
    if (folded > 0 && done <= end) {
      progress.left = std::chrono::seconds(
          static_cast<std::int64_t>(static_cast<double>(end - done) * seconds / folded));
    }
    return progress;
  }

  const FillPlan& plan_;
  FillPorts ports_;
  std::uint64_t generation_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::optional<std::chrono::steady_clock::time_point> began_at_;
  std::uint64_t began_with_ = 0;
};

}  // namespace

Result<RebuildReport> rebuild(const FillPlan& plan, FillPorts ports) {
  auto connection = TRY(Connection::open(plan.url));
  Generations generations(connection, plan.shape);
  const auto serving = TRY(generations.serving());
  RebuildReport report{TRY(generations.shadow()), false, {}};
  Filling filling(plan, ports, report.generation);
  for (int tries = 0; tries < swap_tries_max; ++tries) {
    const auto arrived = TRY(filling.to_the_end());
    if (!arrived) return report;
    if (serving && !report.comparison) {
      report.comparison = TRY(compare(connection, plan.shape, *serving, report.generation));
    }
    report.swapped = TRY(generations.swap(report.generation, [&] { return filling.to_the_end(); }));
    if (!report.swapped) continue;
    // What a long query still uses is dropped by the next rebuild.
    static_cast<void>(generations.drop_unused(report.generation));
    return report;
  }
  return Fault{FaultKind::unavailable, "rebuild_behind",
               "the log grows faster than it is folded; run `fettle rebuild` again"};
}

}  // namespace fettle::postgres
