// Writes the shard's durable changes to the snapshot store, behind the answers and off the shard's
// thread, coalesced per key: however fast commands come, one write batch is on its way at a time.
#pragma once

#include <functional>
#include <memory>

#include "core/checkpoint.hpp"
#include "core/ports/executor.hpp"
#include "core/ports/metrics.hpp"
#include "core/ports/snapshots.hpp"
#include "core/shard/memory.hpp"

namespace fettle {

class Saver {
 public:
  struct Options {
    std::size_t unsaved_max = 200'000;        // changes; beyond it commands are refused
    std::uint64_t unflushed_events = 50'000;  // bounds what a restart must fold again
  };

  Saver(Memory& memory, Snapshots& snapshots, Executor& own, Executor& background, Options options)
      : memory_(memory),
        snapshots_(snapshots),
        own_(own),
        background_(background),
        options_(options) {}

  // Takes over changes of commits that are durable, and the checkpoint behind them.
  void add(Changes&& changes, std::uint64_t change, std::uint64_t events,
           const Checkpoint& checkpoint);
  // Sends what has gathered, unless a write is on its way.
  void ship();
  // Writes what has gathered and waits for it; while folding, when nobody waits for answers.
  Result<void> write_now(bool flush);
  // Forgets what was not written: the log is about to be folded again from the last checkpoint, and
  // a value newer than the checkpoint beside it would be folded twice. Nothing is on the way.
  void drop_unsaved();
  // Runs `then` on the shard's thread when no write is on its way any more.
  void when_idle(std::function<void()> then);

  std::size_t unsaved() const { return gathered_.size() + on_the_way_; }
  bool full() const { return unsaved() > options_.unsaved_max; }
  // The last fault of the store; the log holds everything, so commands go on until full().
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  struct Job {
    Changes changes;
    std::uint64_t change = 0;
    std::string checkpoint;
    std::uint64_t events = 0;  // unflushed as of this job
    bool flush = false;
  };

  std::size_t half_way_to_full(std::size_t from) const {
    return (from + options_.unsaved_max) / 2 + 1;
  }

  Job take_job();
  Result<void> write(Job& job);
  void done(const Job& job);
  void written(const std::shared_ptr<Job>& job, Result<void> result);

  Memory& memory_;
  Snapshots& snapshots_;
  Executor& own_;
  Executor& background_;
  Options options_;
  Changes gathered_;
  std::size_t crowded_ = half_way_to_full(0);  // so many are looked through for replaced ones
  std::uint64_t change_ = 0;
  std::optional<Checkpoint> checkpoint_;
  std::uint64_t unflushed_ = 0;
  std::size_t on_the_way_ = 0;
  bool busy_ = false;
  std::optional<Fault> fault_;
};

}  // namespace fettle
