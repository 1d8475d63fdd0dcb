// The end of a process's one producer: the pending commits of all its partitions fail, and each
// owner claims again on another producer.
#include <algorithm>
#include <array>

#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/system/dice.hpp"
#include "test/contract/log_contract.hpp"
#include "test/kafka/answers.hpp"
#include "test/support/kafka_cluster.hpp"
#include "test/support/mock_kafka.hpp"

namespace fettle::test {
namespace {

// The client inside a producer, to which librdkafka does what it does after a fatal error. The
// language lets an explicit instantiation name what is private.
rd_kafka_t* client_of(const kafka::Producer& producer);
template <auto Handle>
struct Clients {
  friend rd_kafka_t* client_of(const kafka::Producer& producer) { return (producer.*Handle).get(); }
};
template struct Clients<&kafka::Producer::handle_>;

std::unique_ptr<KafkaLog> opened(const KafkaSettings& settings, Dice& dice) {
  auto result = KafkaLog::open(settings, dice);
  if (!result) FAIL(result.error().code, ": ", result.error().detail);
  return std::move(result).value();
}

struct OnMock {
  MockKafka broker{"events", 2};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log = made();

  // Nothing fails by a timeout while a test waits for it.
  std::unique_ptr<KafkaLog> made() {
    auto settings = broker.settings();
    settings.message_timeout = 60s;
    return opened(settings, dice);
  }

  void hold() { broker.goes(); }
  void let_go() { broker.comes_back(); }
};

struct OnBroker {
  KafkaCluster broker{""};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log = made();

  std::unique_ptr<KafkaLog> made() {
    const KafkaSettings settings{
        .servers = broker.servers(), .partitions = 2, .message_timeout = 4s};
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    return opened(settings, dice);
  }
  void hold() { broker.pause(1); }
  void let_go() { broker.resume(1); }
};

// One partition and its owner.
struct Owned {
  Owned(KafkaLog& of, Partition which) : log(&of), partition(which) {
    CHECK(appended(*writer, commit_of(*writer, 0, "before")) == next(writer->claim()));
  }
  void append_ten() {
    for (std::uint64_t n = 1; n <= 10; ++n) {
      writer->append(commit_of(*writer, n, "pending"), answers.next());
    }
  }
  // What was pending may arrive late, and counts for nobody.
  void claim_again() {
    writer = claimed_again(*this);
    const auto anew = appended(*writer, commit_of(*writer, 0, "anew"));
    const auto lying = read_to_end(*this, writer->claim());
    CHECK(std::count(lying.begin(), lying.end(), Read{anew, "anew"}) == 1);
  }

  KafkaLog* log;
  Partition partition;
  std::unique_ptr<LogWriter> writer = claimed(*this);
  Answers answers;
};

}  // namespace

TEST_CASE_TEMPLATE("a fatal error fails all partitions' commits, and all claim on a new producer",
                   T, OnMock, OnBroker) {
  T on;
  std::array<Owned, 2> owned{Owned(*on.log, Partition{0}), Owned(*on.log, Partition{1})};
  const auto first = *on.log->producer();
  on.hold();
  for (auto& one : owned) one.append_ten();
  REQUIRE(rd_kafka_test_fatal_error(client_of(*first),
                                    RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER,
                                    "by a test") == RD_KAFKA_RESP_ERR_NO_ERROR);
  for (auto& one : owned) {
    for (const auto& answer : one.answers.first(10)) CHECK_FALSE(answer);
    CHECK_FALSE(append(*one.writer, commit_of(*one.writer, 11, "later")));
  }
  on.let_go();
  for (auto& one : owned) one.claim_again();
  CHECK(first->failed());
  CHECK(*on.log->producer() != first);
}

TEST_CASE("one partition's order that a broker denies is the end for the others' commits too") {
  OnMock on;
  std::array<Owned, 2> owned{Owned(*on.log, Partition{0}), Owned(*on.log, Partition{1})};
  const auto first = *on.log->producer();
  on.broker.is_slow(200ms);
  on.broker.refuses_messages({RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
  for (auto& one : owned) one.append_ten();
  for (auto& one : owned) {
    const auto answers = one.answers.first(10);
    // The first one of the other partition was on its way already, and may have arrived.
    for (std::size_t n = 1; n < 10; ++n) CHECK_FALSE(answers[n]);
  }
  for (auto& one : owned) one.claim_again();
  CHECK(*on.log->producer() != first);
}

}  // namespace fettle::test
