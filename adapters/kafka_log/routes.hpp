// Who owns which partition, where each tenant lies, and which nodes may own: a compacted topic
// that every node reads. A hint for where to send a command, never a fence.
//   p/<partition>  <claim offset> <url>      written by an owner once it serves
//   t/<tenant>     <partition>               written with each new tenant
//   n/<url>        alive                     written again and again by every node that may own
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "adapters/kafka_log/compacted_topic.hpp"
#include "core/id.hpp"

namespace fettle {

class Routes {
 public:
  struct Owner {
    Offset claim{};
    std::string url;
  };

  static Result<std::unique_ptr<Routes>> open(const KafkaSettings& settings,
                                              kafka::CompactedTopic::GetProducer producer);

  // Any thread.
  std::optional<Owner> owner(Partition partition) const;
  Partition partition_of(const TenantId& tenant) const;
  // The newest claims, all by `url`, that the topic does not end with: an older one, told later, is
  // what compaction would leave to a node that starts.
  std::map<Partition, Offset> overwritten(const std::string& url) const;
  // Heard of within `heard_within`, in the order of their URLs.
  std::vector<std::string> nodes(std::chrono::milliseconds heard_within) const;

  // Return once it is durable.
  Result<void> announce_owner(Partition partition, Offset claim, const std::string& url);
  Result<void> announce_tenant(const TenantId& tenant, Partition partition);
  Result<void> announce_node(const std::string& url);

 private:
  using Steady = std::chrono::steady_clock;
  struct Told {
    Owner owner;
    bool last = true;  // its word is the partition's last on the topic
  };

  explicit Routes(std::uint32_t partitions) : partitions_(partitions) {}
  void take(std::string_view key, std::optional<std::string_view> value);
  void take_owner(std::string_view partition, std::string_view value);

  const std::uint32_t partitions_;
  mutable std::mutex mutex_;
  std::map<Partition, Told> owners_;
  std::map<std::string, Partition, std::less<>> tenants_;
  std::map<std::string, Steady::time_point, std::less<>> nodes_;
  std::unique_ptr<kafka::CompactedTopic> topic_;
};

}  // namespace fettle
