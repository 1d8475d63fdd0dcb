// One node of the product, whole but for its faces: shards with their snapshots, the projector, the
// process managers and the connectors, put together as `fettle serve` does, each stepped by the
// schedule.
#pragma once

#include <memory>
#include <vector>

#include "commands/connectors/connector_loop.hpp"
#include "commands/process_managers/notices.hpp"
#include "core/partitioning.hpp"
#include "core/projector.hpp"
#include "core/shard/inbox.hpp"
#include "core/shard/shard.hpp"
#include "test/simulation/log/broker.hpp"
#include "test/simulation/log/embedded.hpp"
#include "test/simulation/log/group.hpp"
#include "test/simulation/outside/outside.hpp"
#include "test/simulation/stores/keys.hpp"
#include "test/simulation/stores/snapshots.hpp"
#include "test/simulation/stores/tables.hpp"
#include "test/simulation/witness.hpp"
#include "test/support/unread_metrics.hpp"

namespace fettle::sim {

// What nodes share. On the embedded log `files` is the log, else `broker` is.
struct Site {
  const Domain& domain;
  const Projection& projection;
  LogFiles files;
  Broker broker;
  std::unique_ptr<Group> group;  // null on the embedded log
  KeyFile keys;
  TableServer tables;
  Outside outside;
  std::vector<TenantId> tenants;
  Witness* witness = nullptr;  // null: nobody looks on

  bool embedded() const { return group == nullptr; }
  std::uint32_t partitions() const {
    return embedded() ? 1 : static_cast<std::uint32_t>(broker.partitions.size());
  }
  const StoredPartition& stored(Partition partition) const {
    return embedded() ? files.partition : broker.partitions[number(partition)];
  }
  Partition partition_of(const TenantId& tenant) const {
    return chosen_partition(tenant, partitions());
  }
};

// What an operator may set, drawn small so that every bound is met.
struct NodeSettings {
  ShardOptions shard;
  std::size_t commands_per_turn_max = 16;
  ProjectorOptions projector;

  static NodeSettings drawn(Random& random);
};

class Node {
 public:
  Node(Stage stage, Site& site, std::string name);
  ~Node();

  void start();
  // As kill -9 and a power cut.
  void crash();
  bool up() const { return running_ != nullptr; }

  // Of a client, or of another part of this node. Answered, or not when the node dies.
  void submit(Submission submission);
  bool owns(Partition partition) const;

  Process& process() { return process_; }
  const std::string& name() const { return process_.name(); }
  MachineClock& clock() { return clock_; }
  void cut_off_until(Moment when);

  // Why a projector will not go on, by partition; nothing: all do.
  std::vector<Fault> stopped() const;
  // A shard or a projector says by name that the log is not what it was.
  bool refuses() const;
  // Whether its projector of that partition goes on.
  bool projects(Partition partition) const { return running_ != nullptr && !stopped_at(partition); }
  // Null: this node is down.
  const Shard* shard(Partition partition) const;
  bool has_open_items() const;
  // Shows how much there is of each thing that is bounded, and its bound.
  using ShowSize = std::function<void(std::string_view what, std::size_t size, std::size_t most)>;
  void each_size(const ShowSize& show) const;
  const SnapshotFolder& folder(Partition partition) const { return folders_[number(partition)]; }

 private:
  struct Part_;  // of the node: all that serves one partition
  struct Running;

  bool stopped_at(Partition partition) const;
  Submission witnessed(Submission submission);
  void ask_group();
  void tick();
  void look_into(Part_& part);
  void turn(Part_& part);
  void project(Partition partition);
  void accompany(Part_& part);
  Result<void> start_companions(Part_& part);

  Stage stage_;
  Site& site_;
  Process process_;
  MachineClock clock_;
  std::vector<SnapshotFolder> folders_;  // by partition
  test::UnreadMetrics metrics_;
  std::unique_ptr<Running> running_;
};

}  // namespace fettle::sim
