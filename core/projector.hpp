// Folds one partition of the log into rows: reads whole commits, changes rows in memory, writes
// rows and checkpoint in one transaction. Nothing else: a projector has no side effects.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>

#include "core/commit_fold.hpp"
#include "core/commit_reader.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/log.hpp"
#include "core/ports/tables.hpp"

namespace fettle {

struct ProjectorOptions {
  std::size_t batch_bytes_max = 4 << 20;  // read at once, folded into one transaction
  std::size_t cached_rows_max = 200'000;  // kept between batches
};

struct ProjectorPorts {
  Log& log;
  Tables& tables;
  Keys& keys;
  Dice& dice;
  Clock& clock;
};

// Driven by one thread (projector_thread.hpp) or by a simulator.
class Projector {
 public:
  // Called with every checkpoint that the store is known to hold.
  using Reached = std::function<void(const Checkpoint&)>;

  Projector(ProjectorPorts ports, const Domain& domain, const Projection& projection,
            CheckpointKey key, ProjectorOptions options = {});

  void on_reached(Reached reached) { reached_ = std::move(reached); }

  // Folds at most about one batch of what the log has next, and waits for it; the number of events
  // folded. After a fault the next step begins again from the stored checkpoint.
  //   unavailable: the log, the store or the keys cannot be reached; step again, later.
  //   closed, invalid: another projector wrote, the store lost what it had, or the batch was
  //   refused; step again.
  //   mismatch, damaged: stop and do what the detail says.
  Result<std::size_t> step(std::chrono::milliseconds wait);

  // What the store held when last asked; nothing before the first step.
  const std::optional<Checkpoint>& checkpoint() const { return stored_; }
  // Kept between steps.
  std::size_t cached_rows() const { return fold_.rows().size(); }

 private:
  Result<void> begin();
  Result<std::size_t> fold_next(std::chrono::milliseconds wait);
  Result<std::size_t> fold_singly(std::span<const StoredCommit> commits);
  Result<void> fold(std::span<const StoredCommit> commits, const Checkpoint& behind);
  Result<void> write(const Checkpoint& behind);
  Result<void> prepare_months();
  Result<void> look_whether_kept();
  void learn_from(const Fault& fault);
  void reached(const Checkpoint& checkpoint);

  ProjectorPorts ports_;
  CheckpointKey key_;
  ProjectorOptions options_;
  Reached reached_;
  CommitFold fold_;

  std::optional<CommitReader> reader_;
  std::optional<Checkpoint> stored_;   // where reading began, then what was written
  bool store_empty_ = false;           // it holds no checkpoint yet
  std::optional<Moment> prepared_at_;  // when months were prepared last
  std::optional<Moment> looked_at_;    // when an idle one asked the store last

  // After a batch was refused: its commits are folded one by one up to here, and the one that is
  // refused alone is buried.
  Offset singly_until_{};
  std::optional<Offset> in_hand_;  // the end of the single commit that is being folded
  std::optional<Offset> refused_;
  std::optional<Fault> why_refused_;
};

}  // namespace fettle
