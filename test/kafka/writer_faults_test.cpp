// What becomes of appends when the broker refuses, hangs up or is late: on a double of a broker
// that does so when it is told.
#include "adapters/kafka_log/awaited.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "test/contract/log_contract.hpp"
#include "test/kafka/answers.hpp"
#include "test/support/mock_kafka.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {
namespace {

// Partition 0 holds the record that names the log; the tests write to the other.
struct OnMock {
  MockKafka broker{"events", 2};
  const Partition partition{1};
  TestDice dice{1};
  std::unique_ptr<KafkaLog> log = opened();

  std::unique_ptr<KafkaLog> opened() {
    auto result = KafkaLog::open(broker.settings(), dice);
    if (!result) FAIL(result.error().code, ": ", result.error().detail);
    return std::move(result).value();
  }
  void put(RecordView record) {
    const auto producer = *log->producer();
    const auto topic = producer->topic("mock.events");
    kafka::Awaited written;
    REQUIRE(producer->send(topic.get(), partition, record, written));
    REQUIRE(written.wait());
  }
};

void wait_for_end(OnMock& on, Offset end) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (*on.log->durable_end(on.partition) < end) {
    REQUIRE(std::chrono::steady_clock::now() < deadline);
  }
}

TEST_CASE("appends that find too few replicas are sent again and confirmed once, at their place") {
  OnMock on;
  const auto writer = claimed(on);
  on.broker.refuses_messages({RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
                              RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
                              RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT});
  CHECK(appended(*writer, commit_of(*writer, 0, "a")) == Offset{1});
  on.broker.refuses_messages({RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION});
  CHECK(appended(*writer, commit_of(*writer, 1, "b")) == Offset{2});
  CHECK(read_to_end(on, Offset{1}) == std::vector<Read>{{Offset{1}, "a"}, {Offset{2}, "b"}});
}

TEST_CASE("an append whose connection is cut off is sent again and confirmed at its place") {
  OnMock on;
  const auto writer = claimed(on);
  on.broker.refuses_messages({RD_KAFKA_RESP_ERR__TRANSPORT, RD_KAFKA_RESP_ERR__TRANSPORT});
  CHECK(appended(*writer, commit_of(*writer, 0, "a")) == Offset{1});
  CHECK(appended(*writer, commit_of(*writer, 1, "b")) == Offset{2});
  CHECK(read_to_end(on, Offset{1}).size() == 2);
}

TEST_CASE("an append that lies there twice, its answer lost, is confirmed where it counts") {
  OnMock on;
  const auto writer = claimed(on);
  on.broker.answers_messages_after(5s);
  Answers answers;
  writer->append(commit_of(*writer, 0, "a"), answers.next());
  wait_for_end(on, Offset{2});
  on.broker.goes();
  on.broker.comes_back();
  const auto answer = answers.first(1)[0];
  REQUIRE(answer);
  CHECK(*answer == Offset{1});
  CHECK(appended(*writer, commit_of(*writer, 1, "b")) == Offset{3});
  CHECK(read_to_end(on, Offset{1}) ==
        std::vector<Read>{{Offset{1}, "a"}, {Offset{2}, "a"}, {Offset{3}, "b"}});
}

TEST_CASE("an append of which nobody knows fails, and the next claim finds it in the log") {
  OnMock on;
  auto writer = claimed(on);
  on.broker.answers_messages_after(5s);
  Answers answers;
  writer->append(commit_of(*writer, 0, "written"), answers.next());
  wait_for_end(on, Offset{2});
  on.broker.goes();
  const auto failed = answers.first(1)[0];
  REQUIRE_FALSE(failed);
  CHECK(failed.error().kind == FaultKind::unavailable);
  CHECK(failed.error().code == "kafka_msg_timed_out");
  on.broker.comes_back();
  writer = claimed_again(on);
  CHECK(number(writer->claim()) >= 2);
  CHECK(read_to_end(on, Offset{1})[0] == Read{Offset{1}, "written"});
}

TEST_CASE("after a final refusal all pending appends fail alike, and so does every later one") {
  for (const auto error :
       {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
        RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER}) {
    CAPTURE(std::string(rd_kafka_err2name(error)));
    OnMock on;
    const auto writer = claimed(on);
    CHECK(appended(*writer, commit_of(*writer, 0, "before")) == Offset{1});
    on.broker.is_slow(100ms);
    on.broker.refuses_messages(std::vector(100, error));
    Answers answers;
    for (std::uint64_t n = 1; n <= 20; ++n)
      writer->append(commit_of(*writer, n, "late"), answers.next());
    const auto all = answers.first(20);
    const auto code = code_of(all[0]);
    CHECK(code.starts_with("kafka_"));
    for (const auto& one : all) CHECK(code_of(one) == code);
    CHECK(code_of(append(*writer, commit_of(*writer, 21, "later"))) == code);
    on.broker.takes_messages();
    const auto next = claimed_again(on);
    CHECK(appended(*next, commit_of(*next, 0, "anew")) == fettle::next(next->claim()));
  }
}

TEST_CASE("a burst of appends behind one that is on its way is confirmed in order, gapless") {
  OnMock on;
  const auto writer = claimed(on);
  on.broker.is_slow(100ms);
  constexpr std::size_t count = 2'000;
  Answers answers;
  for (std::size_t n = 0; n < count; ++n) {
    writer->append(commit_of(*writer, n, std::to_string(n)), answers.next());
  }
  const auto all = answers.first(count);
  for (std::size_t n = 0; n < count; ++n) {
    REQUIRE(all[n]);
    REQUIRE(number(*all[n]) == n + 1);
  }
  const auto lying = read_to_end(on, Offset{1});
  REQUIRE(lying.size() == count);
  for (std::size_t n = 0; n < count; ++n) REQUIRE(lying[n].value == std::to_string(n));
}

TEST_CASE("a stale owner's record before an append is passed over; its own place is confirmed") {
  OnMock on;
  const auto stale = claimed(on, "stale");
  const auto writer = claimed(on);
  CHECK(appended(*writer, commit_of(*writer, 0, "a")) == Offset{2});
  const auto late = commit_of(*stale, 0, "late");
  on.put(late[0].view());
  CHECK(appended(*writer, commit_of(*writer, 1, "b")) == Offset{4});
  CHECK(appended(*writer, commit_of(*writer, 2, "c")) == Offset{5});
}

TEST_CASE("a writer and its log may go while a message is on its way") {
  OnMock on;
  auto writer = claimed(on);
  on.broker.answers_messages_after(5s);
  const std::weak_ptr<kafka::Producer> producer = *on.log->producer();
  bool answered = false;
  writer->append(commit_of(*writer, 0, "a"), [&](const Result<Offset>&) { answered = true; });
  writer.reset();
  on.log.reset();
  CHECK(producer.expired());  // it ended here, and not with the report on its own thread
  CHECK_FALSE(answered);
  on.log = on.opened();
  CHECK(read_to_end(on, Offset{1}) == std::vector<Read>{{Offset{1}, "a"}});
}

}  // namespace
}  // namespace fettle::test
