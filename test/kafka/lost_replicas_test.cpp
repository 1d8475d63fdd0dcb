// Three brokers of which two die at once: the last one acknowledges nothing, and nothing that was
// acknowledged before is lost.
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/system/dice.hpp"
#include "test/contract/log_contract.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {
namespace {

struct OnThree {
  KafkaCluster brokers{"--nodes 3"};
  const Partition partition{1};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log = opened();

  std::unique_ptr<KafkaLog> opened() {
    const KafkaSettings settings{.servers = brokers.servers(),
                                 .partitions = 2,
                                 .copies = 3,
                                 .message_timeout = 2s,
                                 .answer_timeout = 5s};
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    // Brokers that have only just come may take longer than an append may.
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (true) {
      auto result = KafkaLog::open(settings, dice);
      if (result) return std::move(result).value();
      const bool passes = result.error().kind == FaultKind::unavailable;
      if (passes && std::chrono::steady_clock::now() < end) continue;
      FAIL(result.error().code, ": ", result.error().detail);
    }
  }
};

void check_unavailable(const Fault& fault) {
  CHECK(fault.kind == FaultKind::unavailable);
  CHECK(fault.code == "kafka_msg_timed_out");
}

TEST_CASE("with one of three brokers left appends are unavailable, and nothing is lost after it") {
  OnThree on;
  auto writer = claimed(on);
  std::vector<Read> confirmed;
  for (std::uint64_t n = 0; n < 50; ++n) {
    const auto value = "before " + std::to_string(n);
    confirmed.push_back({appended(*writer, commit_of(*writer, n, value)), value});
  }

  on.brokers.kill(2);
  on.brokers.kill(3);
  const auto began = std::chrono::steady_clock::now();
  const auto refused = append(*writer, commit_of(*writer, 50, "refused"));
  REQUIRE_FALSE(refused);
  check_unavailable(refused.error());
  CHECK(std::chrono::steady_clock::now() - began < 30s);
  const auto unclaimed = on.log->claim(on.partition, "me", "nonce");
  REQUIRE_FALSE(unclaimed);
  check_unavailable(unclaimed.error());

  on.brokers.start();
  writer = claimed_again(on);
  const auto after = appended(*writer, commit_of(*writer, 0, "after"));
  const auto found = read_to_end(on, confirmed.front().offset);
  REQUIRE(found.size() > confirmed.size());
  CHECK(std::vector(found.begin(), found.begin() + std::ssize(confirmed)) == confirmed);
  CAPTURE(number(after));
  CAPTURE(number(found.back().offset));
  CAPTURE(found.back().value);
  CHECK(found.back() == Read{after, "after"});
}

}  // namespace
}  // namespace fettle::test
