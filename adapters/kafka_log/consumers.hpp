// The consuming clients of a process. A client reads a partition once at a time, so there are as
// many as one partition has readers, not as many as there are readers.
#pragma once

#include <mutex>
#include <set>
#include <vector>

#include "adapters/kafka_log/handle.hpp"
#include "core/position.hpp"

namespace fettle::kafka {

class Consumers {
 public:
  // One partition of one client, started at an offset. Its messages arrive in `queue`.
  class Reading {
   public:
    Reading(Reading&& other) noexcept;
    Reading& operator=(Reading&&) = delete;
    ~Reading();
    rd_kafka_queue_t* queue() const { return queue_.get(); }

   private:
    friend class Consumers;
    Reading(Consumers& consumers, std::size_t client, Partition partition, Queue queue)
        : consumers_(&consumers),
          client_(client),
          partition_(partition),
          queue_(std::move(queue)) {}
    Consumers* consumers_;
    std::size_t client_;
    Partition partition_;
    Queue queue_;
  };

  Consumers(const KafkaSettings& settings, std::string topic)
      : settings_(settings), topic_(std::move(topic)) {}

  // Any thread.
  Result<Reading> start(Partition partition, Offset from);

 private:
  struct Client {
    Handle handle;
    Topic topic;
    std::set<Partition> busy;
  };

  Result<std::size_t> client_for(Partition partition);
  void stop(std::size_t client, Partition partition);

  const KafkaSettings settings_;
  const std::string topic_;
  std::mutex mutex_;
  std::vector<Client> clients_;
};

}  // namespace fettle::kafka
