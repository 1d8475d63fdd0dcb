// Records that are gone: deleted at the beginning by somebody who may, lost at the end by a cluster
// that was set back. Neither is passed over in silence.
#include "adapters/kafka_log/awaited.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "core/commit_reader.hpp"
#include "test/contract/log_contract.hpp"
#include "test/support/kafka.hpp"
#include "test/support/mock_kafka.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {
namespace {

struct Written {
  KafkaSettings settings = kafka_of_a_test(2);
  const Partition partition{1};
  SystemDice dice;
  std::unique_ptr<KafkaLog> log;

  Written() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    log = *KafkaLog::open(settings, dice);
    const auto writer = claimed(*this);
    for (std::uint64_t n = 0; n < 5; ++n) appended(*writer, commit_of(*writer, n, "a note"));
  }

  // As kafka-delete-records does.
  void lose_before(Offset offset) {
    using Deletion =
        std::unique_ptr<rd_kafka_DeleteRecords_t, kafka::Destroyer<rd_kafka_DeleteRecords_destroy>>;
    const auto admin = *kafka::Config(settings).producer();
    const kafka::Queue queue(rd_kafka_queue_new(admin.get()));
    const kafka::Partitions list(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(list.get(), settings.events().c_str(),
                                      static_cast<std::int32_t>(number(partition)))
        ->offset = static_cast<std::int64_t>(number(offset));
    const Deletion deletion(rd_kafka_DeleteRecords_new(list.get()));
    auto* one = deletion.get();
    rd_kafka_DeleteRecords(admin.get(), &one, 1, nullptr, queue.get());
    const kafka::Event event(rd_kafka_queue_poll(queue.get(), 20'000));
    REQUIRE(event);
    REQUIRE(rd_kafka_event_error(event.get()) == RD_KAFKA_RESP_ERR_NO_ERROR);
  }
};

TEST_CASE("a log whose first records were deleted is refused by name, whoever opens it") {
  Written on;
  on.lose_before(Offset{2});
  const auto opened = KafkaLog::open(on.settings, on.dice);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == FaultKind::mismatch);
  CHECK(opened.error().code == "log_truncated");
  CHECK(opened.error().detail.find("partition 1 of topic " + on.settings.events() +
                                   " begins at offset 2") != std::string::npos);
  const auto read_only = KafkaLog::open_read_only(on.settings);
  REQUIRE_FALSE(read_only);
  CHECK(read_only.error().code == "log_truncated");
}

TEST_CASE("a reader whose records were deleted meanwhile is told so at once, and not of silence") {
  Written on;
  on.lose_before(Offset{2});
  const auto source = reader(on, Offset{0});
  const auto began = std::chrono::steady_clock::now();
  const auto found = source->next(all_bytes, 60s);
  REQUIRE_FALSE(found);
  CHECK(found.error().kind == FaultKind::mismatch);
  CHECK(found.error().code == "log_truncated");
  CHECK(std::chrono::steady_clock::now() - began < 30s);
  CHECK(read_to_end(on, Offset{2}).size() == 4);
}

// The same log as far as it goes: a mirror that lags, or a cluster set back to an older disk.
TEST_CASE("a log that ends before what was folded from it is refused by name") {
  MockKafka whole("events", 2), set_back("events", 2);
  TestDice dice(1), same_dice(1);
  const auto log = *KafkaLog::open(whole.settings(), dice);
  const auto shrunk = *KafkaLog::open(set_back.settings(), same_dice);
  REQUIRE(log->id() == shrunk->id());
  const auto folded_up_to = [&](Offset next) {
    auto checkpoint = Checkpoint::beginning(log->id(), Partition{1});
    checkpoint.next = next;
    checkpoint.rule = {Offset{0}, first_number("nonce")};
    return checkpoint;
  };
  REQUIRE(log->claim(Partition{1}, "me", "nonce"));
  CHECK(CommitReader::open(*log, folded_up_to(Offset{1})));
  const auto refused = CommitReader::open(*shrunk, folded_up_to(Offset{1}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == FaultKind::mismatch);
  CHECK(refused.error().code == "checkpoint_ahead_of_log");
}

// Kafka's old leader shows its own end until it hears of the new one.
TEST_CASE("a reader whom a leader shows less than the log is known to have waits, and says so") {
  MockKafka broker("events");
  const auto settings = broker.settings();
  const auto producer = *kafka::Producer::open(settings);
  const auto topic = producer->topic(settings.events());
  const auto write = [&] {
    kafka::Awaited written;
    const auto one = record("a note");
    REQUIRE(producer->send(topic.get(), Partition{0}, one.view(), written));
    REQUIRE(written.wait());
  };
  write();
  kafka::Consumers consumers(settings, settings.events());
  kafka::KnownEnd end;
  end.reached(Offset{2});
  kafka::KafkaReader source(*consumers.start(Partition{0}, Offset{0}), Offset{0}, end, 1s);
  CHECK(source.next(all_bytes, 0ms)->size() == 1);
  const auto behind = source.next(all_bytes, 0ms);
  REQUIRE_FALSE(behind);
  CHECK(behind.error().kind == FaultKind::unavailable);
  CHECK(behind.error().code == "log_behind");
  write();
  CHECK(source.next(all_bytes, 0ms)->size() == 1);
  CHECK(source.next(all_bytes, 0ms)->empty());
}

}  // namespace
}  // namespace fettle::test
