// All that serves one partition: its snapshots, its shard on a thread, and the process managers
// that follow it while it is ours.
#pragma once

#include <memory>
#include <vector>

#include "adapters/cli/loop_thread.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "core/ports/clock.hpp"
#include "core/shard/shard_thread.hpp"

namespace fettle::cli {

// What runs while a partition is ours; ends with its destructor.
class Companion {
 public:
  virtual ~Companion() = default;
};

// Told of what is worth a line in the process's log; any thread.
using OnFault = std::function<void(std::string_view who, const Fault&)>;

class PartitionShard {
 public:
  struct Ports {
    const Domain& domain;
    Log& log;
    Keys& keys;
    Clock& clock;
    Dice& dice;
    std::function<void(Submission)> submit;  // of the process managers' commands
    OnFault on_fault;
    // Connectors to systems outside; may give none.
    std::function<Result<std::vector<std::unique_ptr<Companion>>>(Partition)> companions;
  };

  // Serving when it returns, if the partition is ours. `folder`: of its snapshots.
  static Result<std::unique_ptr<PartitionShard>> open(const Ports& ports,
                                                      const std::filesystem::path& folder,
                                                      ShardOptions shard,
                                                      const ShardThread::Options& thread);

  void submit(Submission submission) { shard_->submit(std::move(submission)); }
  bool serving() const { return shard_->serving(); }
  std::optional<std::string> trouble() const { return shard_->trouble(); }
  Part part() const { return lease_->part(); }
  // Begins or ends what only an owner does. Called now and then, by one thread.
  Result<void> keep_house();

 private:
  PartitionShard(const Ports& ports, const ShardOptions& shard);
  Result<void> start_companions();

  const Ports ports_;
  const Partition partition_;
  const std::shared_ptr<const Lease> lease_;
  std::unique_ptr<RocksSnapshots> snapshots_;
  std::unique_ptr<ShardThread> shard_;
  std::vector<std::unique_ptr<Companion>> companions_;  // none while it is not ours
};

}  // namespace fettle::cli
