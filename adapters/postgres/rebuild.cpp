#include "adapters/postgres/rebuild.hpp"

#include "adapters/postgres/postgres_tables.hpp"

namespace fettle::postgres {
namespace {

// The shadow follows a log that grows; each try to swap ends it a little closer to the end.
constexpr int swap_tries_max = 1000;

class Filling {
 public:
  Filling(const FillPlan& plan, FillPorts ports, std::uint64_t generation)
      : plan_(plan),
        ports_(ports),
        generation_(generation),
        tables_(plan.url, plan.shape, generation),
        projector_({ports.log, tables_, ports.keys, ports.dice, ports.clock}, plan.domain,
                   plan.projection, plan.key, plan.options) {}

  // Folds to where the log ends now; false: told to stop.
  Result<bool> to_the_end() {
    const auto end = number(TRY(ports_.log.durable_end(plan_.key.partition)));
    for (;;) {
      TRY(step());
      const auto done = number(projector_.checkpoint()->next);
      if (plan_.on_progress(progress(done, end)) == GoOn::stop) return false;
      if (done >= end) return true;
    }
  }

 private:
  // A batch that was refused is tried again by the projector, commit by commit.
  Result<void> step() {
    const auto folded = projector_.step(std::chrono::milliseconds(0));
    if (folded || folded.error().kind == FaultKind::invalid) return {};
    return folded.error();
  }

  FillProgress progress(std::uint64_t done, std::uint64_t end) {
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
  PostgresTables tables_;
  Projector projector_;
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
    report.swapped = TRY(generations.swap(report.generation));
    if (!report.swapped) continue;
    // What a long query still uses is dropped by the next rebuild.
    static_cast<void>(generations.drop_unused(report.generation));
    return report;
  }
  return Fault{FaultKind::unavailable, "rebuild_behind",
               "the log grows faster than it is folded; run `fettle rebuild` again"};
}

}  // namespace fettle::postgres
