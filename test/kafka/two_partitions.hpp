// A log of two partitions on the real broker, with a shop in each, a stale owner's void records
// between, and keys in memory.
#pragma once

#include <doctest/doctest.h>

#include "adapters/cli/tools/progress.hpp"
#include "adapters/kafka_log/awaited.hpp"
#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "commands/domain.hpp"
#include "test/support/kafka.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/shop_day.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {

template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().code << ": " << result.error().detail);
  return *std::move(result);
}

struct TwoPartitions {
  const KafkaSettings settings = kafka_of_a_test(2);
  SystemDice random;
  TestDice dice{7};
  TestClock clock{Moment{Micros{1'763'700'000'000'000}}};
  MemoryKeys keys{dice};
  Domain domain;
  cli::NoProgress progress;
  std::unique_ptr<KafkaLog> log = made();
  ShopLog north{*log, keys, dice, Partition{0}}, south{*log, keys, dice, Partition{1}};

  TwoPartitions() {
    fill(domain);
    open_shop(north, "north");
    arrive(north, "north", "1");
    open_shop(south, "south");
  }

  std::unique_ptr<KafkaLog> made() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    return must(KafkaLog::open(settings, random));
  }
  std::unique_ptr<KafkaLog> reader() { return must(KafkaLog::open_read_only(settings)); }

  // The owner of a partition until now writes once more after another has claimed it.
  void write_as_stale_owner(ShopLog& stale, Partition partition, const std::string& tenant) {
    REQUIRE(log->claim(partition, "the newer owner", "nonce-2"));
    CHECK_THROWS(arrive(stale, tenant, "9"));
    stale.claim();
  }

  void put(Partition partition, RecordView record) {
    const auto producer = must(log->producer());
    const auto topic = producer->topic(settings.events());
    kafka::Awaited written;
    REQUIRE(producer->send(topic.get(), partition, record, written));
    REQUIRE(written.wait());
  }
};

}  // namespace fettle::test
