// The log's contract on a real broker.
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "test/contract/log_contract.hpp"
#include "test/support/kafka.hpp"

namespace fettle::test {
namespace {

// Partition 0 holds the record that names the log, so the contract is kept by another.
struct OnKafka {
  const KafkaSettings settings = kafka_of_a_test(2);
  const Partition partition{1};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log = made();
  const LogId id = log->id();

  std::unique_ptr<KafkaLog> made() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    return opened();
  }
  std::unique_ptr<KafkaLog> opened() {
    auto result = KafkaLog::open(settings, dice);
    if (!result) FAIL(result.error().code, ": ", result.error().detail);
    return std::move(result).value();
  }
  void reopen() {
    log.reset();
    log = opened();
  }
};

CHECK_LOG_CONTRACT(OnKafka);

}  // namespace
}  // namespace fettle::test
