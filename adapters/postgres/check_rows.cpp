#include "adapters/postgres/check_rows.hpp"

#include <fmt/format.h>

#include "adapters/postgres/postgres_tables.hpp"
#include "adapters/postgres/row_differences.hpp"
#include "core/log_up_to.hpp"

namespace fettle::postgres {
namespace {

// Held by the one check that may use the scratch generation: released with its connection.
constexpr const char* check_lock = "SELECT pg_try_advisory_lock(7305804404)";

// The serving projector waits while this many records are folded, not longer.
constexpr std::uint64_t held_up_records_max = 10'000;
constexpr int approaches_max = 20;

// A kind of its own, so that no rebuild takes its generation for one to go on with.
Shape scratch_of(const Shape& shape) {
  auto scratch = shape;
  scratch.kind += "_check";
  return scratch;
}

using Folded = std::map<Partition, Offset>;

std::uint64_t records_of(const Folded& folded) {
  std::uint64_t records = 0;
  for (const auto& [partition, next] : folded) records += number(next);
  return records;
}

class RowChecking {
 public:
  RowChecking(const FillPlan& plan, FillPorts ports, Connection& serving, Connection& comparing,
              std::uint64_t generation)
      : plan_(plan),
        ports_(ports),
        serving_(serving),
        comparing_(comparing),
        schema_(schema_of(plan.shape.kind, generation)),
        scratch_(scratch_of(plan.shape)) {}

  Result<RowCheck> run() {
    TRY(drop_scratch());
    const auto made = TRY(Generations(comparing_, scratch_).shadow());
    scratch_schema_ = schema_of(scratch_.kind, made);
    scratch_generation_ = made;
    auto check = fold_and_compare();
    if (!check) end_transactions();
    const auto dropped = drop_scratch();
    if (check && !dropped) return dropped.error();
    return check;
  }

 private:
  Result<RowCheck> fold_and_compare() {
    TRY(approach());
    TRY(serving_.run("BEGIN; SET LOCAL lock_timeout TO '10s'"));
    const auto position = TRY(serving_position(" FOR UPDATE"));
    TRY(fold_to(position));
    TRY(comparing_.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    TRY(comparing_.run("SELECT 1"));  // the snapshot is taken here
    TRY(serving_.run("ROLLBACK"));    // and the projector may go on
    RowCheck check{.next = position, .differences = {}};
    for (const auto* table : plan_.shape.tables) {
      TRY(add_differences(comparing_, *table, schema_, scratch_schema_, check));
    }
    TRY(comparing_.run("COMMIT"));
    return check;
  }

  // Folds until little is missing.
  Result<void> approach() {
    for (int tries = 0; tries < approaches_max; ++tries) {
      const auto before = records_of(folded_);
      const auto position = TRY(serving_position(""));
      TRY(fold_to(position));
      if (records_of(position) - before <= held_up_records_max) return {};
    }
    return Fault{FaultKind::unavailable, "check_behind",
                 "the log grows faster than it is folded; run `fettle check` again"};
  }

  // What the serving rows have folded, found in the log.
  Result<Folded> serving_position(const std::string& lock) {
    Folded position;
    for (const auto& key : plan_.keys) position[key.partition] = TRY(serving_position(key, lock));
    return position;
  }

  Result<Offset> serving_position(const CheckpointKey& key, const std::string& lock) {
    const std::optional<std::string> parameters[] = {
        key.projection, std::to_string(number(key.partition)), std::to_string(key.lane)};
    const auto answer = TRY(
        serving_.run(fmt::format("SELECT checkpoint FROM {}.checkpoints WHERE projection = $1 AND "
                                 "partition = $2 AND lane = $3{}",
                                 schema_, lock),
                     parameters));
    if (answer.rows() == 0) return Offset{0};
    const auto checkpoint = parse_checkpoint(answer.text(0, 0));
    if (!checkpoint) {
      return Fault{FaultKind::unavailable, "generation_moved",
                   "a rebuild was swapped in meanwhile; run `fettle check` again"};
    }
    TRY(CommitReader::open(ports_.log, *checkpoint));
    return checkpoint->next;
  }

  Result<void> fold_to(const Folded& position) {
    for (const auto& key : plan_.keys) TRY(fold_to(key, position));
    return {};
  }

  Result<void> fold_to(const CheckpointKey& key, const Folded& position) {
    const auto end = position.at(key.partition);
    auto& folded = folded_[key.partition];
    LogUpTo log(ports_.log, end);
    PostgresTables tables(plan_.url, scratch_, scratch_generation_);
    Projector projector({log, tables, ports_.keys, ports_.dice, ports_.clock}, plan_.domain,
                        plan_.projection, key, plan_.options);
    while (folded < end) {
      const auto step = projector.step(std::chrono::milliseconds(0));
      // A batch that was refused is tried again by the projector, commit by commit.
      if (!step && step.error().kind != FaultKind::invalid) return step.error();
      if (!projector.checkpoint()) continue;
      folded = projector.checkpoint()->next;
      if (plan_.on_progress({scratch_generation_, records_of(folded_), records_of(position)}) ==
          GoOn::stop) {
        return Fault{FaultKind::closed, "interrupted", "asked to stop"};
      }
    }
    return {};
  }

  // Whichever is open when something ended badly.
  void end_transactions() {
    for (auto* connection : {&serving_, &comparing_}) {
      if (PQtransactionStatus(connection->get()) == PQTRANS_IDLE) continue;
      static_cast<void>(connection->run("ROLLBACK"));
    }
  }

  Result<void> drop_scratch() {
    return in_transaction(comparing_, [&]() -> Result<void> {
      Generations scratch(comparing_, scratch_);
      for (const auto generation : TRY(scratch.all())) TRY(scratch.drop(generation));
      return {};
    });
  }

  const FillPlan& plan_;
  FillPorts ports_;
  Connection& serving_;
  Connection& comparing_;
  std::string schema_;
  Shape scratch_;
  std::string scratch_schema_;
  std::uint64_t scratch_generation_ = 0;
  Folded folded_;
};

}  // namespace

Result<RowCheck> check_rows(const FillPlan& plan, FillPorts ports) {
  auto serving = TRY(Connection::open(plan.url));
  auto comparing = TRY(Connection::open(plan.url));
  Generations generations(serving, plan.shape);
  if (!TRY(generations.serving())) {
    return Fault{FaultKind::unavailable, "rows_missing", "no rows are served yet"};
  }
  const auto generation = TRY(generations.current_or_new());  // of this binary's shape
  if (TRY(serving.run(check_lock)).text(0, 0) != "t") {
    return Fault{FaultKind::unavailable, "check_running", "another check is not done yet"};
  }
  return RowChecking(plan, ports, serving, comparing, generation).run();
}

}  // namespace fettle::postgres
