#include "bench/projector/passing_kafka_log.hpp"

#include <cstdlib>

#include "adapters/kafka_log/kafka_log.hpp"

namespace fettle::bench {

Result<PassingKafkaLog> open_kafka(Dice& dice) {
  const char* url = std::getenv("FETTLE_BENCH_KAFKA");
  if (url == nullptr) {
    return Fault{FaultKind::invalid, "broker_unnamed", "set FETTLE_BENCH_KAFKA=kafka://…"};
  }
  const auto settings = passing_settings(url, 1, 1);
  auto topic = TRY(PassingTopic::make(settings));
  auto log = TRY(KafkaLog::open(settings, dice));
  return PassingKafkaLog{std::move(topic), std::move(log)};
}

}  // namespace fettle::bench
