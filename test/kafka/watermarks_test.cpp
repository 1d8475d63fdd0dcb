// The ends of partitions that not every broker has heard of, on the broker that FETTLE_TEST_KAFKA
// names.
#include "adapters/kafka_log/watermarks.hpp"

#include <doctest/doctest.h>

#include <future>

#include "adapters/kafka_log/topics.hpp"
#include "test/support/kafka.hpp"

namespace fettle::kafka {
namespace {

using namespace std::chrono_literals;
using MorePartitions =
    std::unique_ptr<rd_kafka_NewPartitions_t, Destroyer<rd_kafka_NewPartitions_destroy>>;

constexpr Partition second{1};

void give_second_partition(rd_kafka_t* client, const std::string& topic) {
  std::array<char, 512> why{};
  const MorePartitions two(rd_kafka_NewPartitions_new(topic.c_str(), 2, why.data(), why.size()));
  REQUIRE(two);
  auto* one = two.get();
  const Queue answers(rd_kafka_queue_new(client));
  rd_kafka_CreatePartitions(client, &one, 1, nullptr, answers.get());
  const Event answer(rd_kafka_queue_poll(answers.get(), 10'000));
  REQUIRE(answer);
  REQUIRE(rd_kafka_event_error(answer.get()) == RD_KAFKA_RESP_ERR_NO_ERROR);
}

struct OfOnePartition {
  KafkaSettings settings = test::kafka_of_a_test(1);
  Handle client = opened();

  Handle opened() {
    REQUIRE(ensure_topics(settings, {events_topic(settings)}));
    auto made = Config(settings).consumer();
    REQUIRE(made);
    return std::move(made).value();
  }
};

}  // namespace

TEST_CASE("the end of a partition that no broker told of yet is waited for") {
  OfOnePartition topic;
  auto end = std::async(std::launch::async, [&] {
    return ask_end(topic.client.get(), topic.settings.events(), second, 20s);
  });
  CHECK(end.wait_for(1s) == std::future_status::timeout);
  give_second_partition(topic.client.get(), topic.settings.events());
  const auto found = end.get();
  REQUIRE(found);
  CHECK(*found == Offset{0});
}

TEST_CASE("a partition that never comes is refused by name when patience ends") {
  OfOnePartition topic;
  const auto end = ask_end(topic.client.get(), topic.settings.events(), second, 1s);
  REQUIRE_FALSE(end);
  CHECK(end.error().kind == FaultKind::mismatch);
  CHECK(end.error().code == "kafka_unknown_partition");
}

}  // namespace fettle::kafka
