// One process in a group that shares out partitions: of owners, of projectors. Kafka's own group
// protocol on an empty topic; what it deals out is a hint, see core/ports/lease.hpp.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include "adapters/kafka_log/handle.hpp"
#include "core/position.hpp"

namespace fettle::kafka {

struct MembershipPlan {
  std::string group;
  std::string topic;  // with as many partitions as there are to share
  // Told of every change with all that is ours now, on the membership's thread.
  std::function<void(const std::set<Partition>&)> dealt;
  std::function<void(const Fault&)> on_fault;
  std::string client = {};  // what it calls itself, for operators; empty: as every client of ours
};

class Membership {
 public:
  static Result<std::unique_ptr<Membership>> join(const KafkaSettings& settings,
                                                  MembershipPlan plan);
  // Leaves, so that the others need not wait for the session to end.
  ~Membership();

  // Any thread.
  bool has(Partition partition) const;
  // The group has confirmed the membership, on an asking of less than half a session time ago: no
  // other member can have been given what is ours. By the machine's steady clock.
  bool fresh() const;

 private:
  using Steady = std::chrono::steady_clock;

  Membership(const KafkaSettings& settings, MembershipPlan plan);
  void run(const std::stop_token& stop);
  bool say_farewell();  // false: nobody was there to hear it
  void ask_for_confirmation();
  std::string standing() const;
  void deal(std::set<Partition> ours);
  static void rebalanced(rd_kafka_t* handle, rd_kafka_resp_err_t what,
                         rd_kafka_topic_partition_list_t* partitions, void* self);
  static void committed(rd_kafka_t*, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t*,
                        void* self);

  const KafkaSettings settings_;
  const MembershipPlan plan_;
  Handle handle_;

  // Of the thread alone.
  Steady::time_point asked_{};
  std::string standing_;  // in the group, when partitions were dealt last
  bool asking_ = false;
  rd_kafka_resp_err_t told_ = RD_KAFKA_RESP_ERR_NO_ERROR;

  mutable std::mutex mutex_;
  std::set<Partition> ours_;
  std::atomic<Steady::rep> confirmed_;  // when it was asked for
  std::jthread thread_;
};

}  // namespace fettle::kafka
