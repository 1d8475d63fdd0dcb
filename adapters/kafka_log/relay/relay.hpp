// `fettle relay`: writes a log's events to a topic of their own, without claims and void records,
// for consumers that cannot apply the claim rule.
//
// Each event once and in its partition's order, also over kill -9, as long as one relay writes to
// the topic: it reads there where to go on. Two at a time are noticed by the second's first
// answer; then the last events may be there twice, with the same ce_id.
#pragma once

#include <functional>
#include <string>

#include "adapters/kafka_log/settings.hpp"
#include "core/ports/log.hpp"

namespace fettle::kafka {

struct RelayPlan {
  KafkaSettings target;  // where the topic lies
  std::string topic;
  enum class Until { stopped, end_of_log } until = Until::stopped;
  std::function<bool()> stop_asked;             // asked often, on the caller's thread
  std::function<void(const Fault&)> on_outage;  // told of faults that it waits out
};

struct Relayed {
  std::uint64_t events = 0;
};

// What is unavailable is tried again until it is there or the relay is stopped.
//   mismatch `relay_of_another_log`:  the topic holds another log's events.
//   mismatch `relay_partitions`, `relay_target_not_ours`; closed `relay_not_alone`.
Result<Relayed> relay(Log& log, const RelayPlan& plan);

}  // namespace fettle::kafka
