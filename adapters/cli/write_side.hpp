// The write side of one process: log and keys, a shard for each partition that may be its own, and
// on Kafka its place among the other nodes.
#pragma once

#include <memory>
#include <vector>

#include "adapters/cli/cluster.hpp"
#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/outside/outside.hpp"
#include "adapters/cli/partition_shard.hpp"
#include "adapters/cli/stores.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/metrics.hpp"

namespace fettle::cli {

class WriteSide {
 public:
  struct Ports {
    const EngineSettings& settings;
    const Domain& domain;
    Clock& clock;
    Dice& dice;
    Metrics& metrics;
    OnFault on_fault;
    Outside& outside;  // lives longer
  };

  // Opens or makes the stores. An embedded log is claimed and folded: ready when it returns. On
  // Kafka it has joined the group when it returns, and serves what that deals to it.
  static Result<std::unique_ptr<WriteSide>> start(const Ports& ports);
  ~WriteSide();

  // To the tenant's owner, here or on another node. Any thread.
  void submit(Submission submission);
  // Of another node: unavailable `not_owner` when this one is not the owner.
  void submit_here(Submission submission);

  std::optional<std::string> trouble() const;
  Log& log() { return *stores_.log; }
  Keys& keys() { return *stores_.keys; }
  // What is due now and then. One thread.
  void keep_house();

 private:
  // Of partitions, how many.
  struct Gauges {
    explicit Gauges(Metrics& metrics);
    Gauge &owned, &serving, &standby, &without_owner;
  };

  explicit WriteSide(const Ports& ports) : ports_(ports), gauges_(ports.metrics) {}
  Result<void> open_stores();
  Result<void> join_cluster();
  Result<void> open_shards();
  Result<void> open_shard(Partition partition);
  Result<std::vector<std::unique_ptr<Companion>>> connect(Partition partition);
  PartitionShard* owned(Partition partition) const;
  Partition partition_of(const TenantId& tenant) const;
  void wait_until_let_go() const;
  void announce_when_made(Partition partition, Submission& submission);
  void measure();

  const Ports ports_;
  Gauges gauges_;
  Stores stores_;
  std::unique_ptr<Cluster> cluster_;                     // null on the embedded log
  std::vector<std::unique_ptr<PartitionShard>> shards_;  // by partition; none without that role
};

}  // namespace fettle::cli
