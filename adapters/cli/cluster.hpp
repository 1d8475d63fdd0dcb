// This node among the others on Kafka: which partitions are its own or to be followed, and where
// to send what belongs to another.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/partition_shard.hpp"
#include "adapters/http/nodes/remote_shards.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/membership.hpp"
#include "adapters/kafka_log/routes.hpp"
#include "core/thread_executor.hpp"

namespace fettle::cli {

class Cluster {
 public:
  struct Plan {
    const EngineSettings& settings;
    std::string url;  // where other nodes reach this one
    KafkaLog& log;
    const Clock& clock;
    OnFault on_fault;
  };

  // Knows the routes when it returns; owns nothing yet.
  static Result<std::unique_ptr<Cluster>> open(const Plan& plan, http::NodeSecret secret);
  ~Cluster();

  // Takes part in the sharing out of partitions. `dealt` is told of every change after the leases
  // have it, on a thread of the group's; what takes it long keeps all nodes waiting.
  Result<void> join(std::function<void()> dealt);
  // The others need not wait for the session to end. What was ours is no more when it returns.
  void leave();

  std::shared_ptr<const Lease> lease(Partition partition) const;
  Partition partition_of(const TenantId& tenant) const { return routes_->partition_of(tenant); }
  // Every submission is answered once: by the owner, or with
  //   unavailable `owner_unknown`, `owner_unreachable`.
  void forward(Partition partition, Submission submission);

  // Tell the others; return at once.
  void serving(Partition partition, Offset claim);
  void tenant_made(const TenantId& tenant, Partition partition);
  // Called now and then. Of a node that has joined it says that it is there, and chooses what it
  // stands by for.
  void keep_house();
  // Partitions of which the routes name no owner, or one that has fallen silent.
  std::size_t without_owner() const;
  // In a word why this node cannot answer for what it owns: the group has not dealt yet, or has not
  // confirmed lately what it dealt.
  std::optional<std::string> trouble() const;

 private:
  class NodeLease;
  using Steady = std::chrono::steady_clock;

  Cluster(const Plan& plan, KafkaSettings kafka, http::NodeSecret secret);
  void deal(const std::set<Partition>& ours);
  std::vector<std::string> nodes() const;
  void choose_standbys();
  bool stands_by_for(Partition partition, const std::vector<std::string>& nodes) const;
  void announce(std::function<Result<void>()> what);

  const KafkaSettings kafka_;
  const std::string url_;
  const std::uint64_t standbys_;
  const OnFault on_fault_;
  std::unique_ptr<Routes> routes_;
  http::RemoteShards remote_;
  std::vector<std::shared_ptr<NodeLease>> leases_;
  std::function<void()> dealt_;
  std::atomic<bool> joined_ = false;
  mutable std::mutex dealing_;
  Steady::time_point announced_{};  // of keep_house alone
  std::unique_ptr<ThreadExecutor> announcing_;
  std::unique_ptr<kafka::Membership> membership_;
};

}  // namespace fettle::cli
