// A log on the broker at FETTLE_BENCH_KAFKA, whose topic goes with the process.
#pragma once

#include <memory>

#include "bench/kafka/passing_topic.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/log.hpp"

namespace fettle::bench {

struct PassingKafkaLog {
  PassingTopic topic;
  std::unique_ptr<Log> log;
};

// invalid `broker_unnamed` without that variable.
Result<PassingKafkaLog> open_kafka(Dice& dice);

}  // namespace fettle::bench
