// The topic that a relay writes: one partition for each of the log's.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "adapters/kafka_log/consumers.hpp"
#include "adapters/kafka_log/producer.hpp"
#include "adapters/kafka_log/relay/relay_mark.hpp"

namespace fettle::kafka {

class RelayTarget {
 public:
  // One partition of it, written by one thread.
  class Lane final : public Delivery {
   public:
    Lane(RelayTarget& target, Partition partition, Offset end)
        : target_(target), partition_(partition), expected_(end) {}
    ~Lane() override;

    // Waits while too much is on its way. A fault is that of any earlier record.
    //   closed `relay_not_alone`: another process writes to the topic.
    //   unavailable:              unknown which of the last records were written.
    Result<void> send(RecordView record);
    // All that was sent is written.
    Result<void> settle();
    void delivered(Result<std::optional<Offset>> where) override;

   private:
    RelayTarget& target_;
    const Partition partition_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t on_their_way_ = 0;
    Offset expected_;
    std::optional<Fault> fault_;
  };

  // Made when it is missing, as the events' own topic: kept for ever.
  //   mismatch `relay_partitions`: it has another number of partitions than the log.
  static Result<std::unique_ptr<RelayTarget>> open(const KafkaSettings& settings, std::string topic,
                                                   std::uint32_t partitions);

  struct Tail {
    Offset end{};
    std::optional<RelayMark> newest;  // nothing: the partition is empty
  };
  // Once the partition has stood still for a moment: what a killed relay had sent may still arrive.
  //   mismatch `relay_target_not_ours`: it holds a record that no relay wrote, or its last ones are
  //                                     gone.
  //   closed `relay_not_alone`:         it goes on growing.
  Result<Tail> tail(Partition partition);

 private:
  RelayTarget(const KafkaSettings& settings, std::string topic)
      : settings_(settings), name_(std::move(topic)), consumers_(settings_, name_) {}
  Result<Offset> when_still(Partition partition);

  const KafkaSettings settings_;
  const std::string name_;
  Consumers consumers_;
  Handle asker_;
  std::unique_ptr<Producer> producer_;
  Topic topic_;  // of the producer
};

}  // namespace fettle::kafka
