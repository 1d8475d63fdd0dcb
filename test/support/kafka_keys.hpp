// The keys on Kafka as one node of several has them open, for tests.
#pragma once

#include <doctest/doctest.h>

#include "adapters/kafka_log/keys/kafka_keys.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {

inline MasterKey master_of_test(char digit = 'a') {
  return *MasterKey::parse(std::string(2 * secret_bytes, digit));
}

// Nodes of other seeds draw other random text.
struct KeysNode {
  enum class Topics { to_be_made, are_there };

  KeysNode(KafkaSettings on, std::uint64_t seed, Topics topics = Topics::to_be_made)
      : settings(std::move(on)), dice(seed) {
    if (topics == Topics::to_be_made) {
      REQUIRE(kafka::ensure_topics(settings, {kafka::keys_topic(settings)}));
    }
    reopen();
  }

  void reopen() {
    keys.reset();
    auto opened = open(master_of_test());
    if (!opened) FAIL(opened.error().code << ": " << opened.error().detail);
    keys = *std::move(opened);
  }
  Result<std::unique_ptr<KafkaKeys>> open(MasterKey master) {
    return KafkaKeys::open(settings, get_producer(), std::move(master), dice);
  }
  KafkaKeys::GetProducer get_producer() {
    return [this]() -> Result<std::shared_ptr<kafka::Producer>> {
      if (!producer || producer->failed()) {
        producer = std::shared_ptr<kafka::Producer>(TRY(kafka::Producer::open(settings)));
      }
      return producer;
    };
  }

  KafkaSettings settings;
  TestDice dice;
  std::shared_ptr<kafka::Producer> producer;
  std::unique_ptr<KafkaKeys> keys;
};

}  // namespace fettle::test
