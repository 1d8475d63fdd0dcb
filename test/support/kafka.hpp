// The Kafka cluster that FETTLE_TEST_KAFKA names ("kafka://127.0.0.1:19092"), and topics of one
// test's own on it.
#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/kafka_log/settings.hpp"
#include "adapters/system/dice.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle::test {

inline KafkaSettings kafka_of_a_test(std::uint32_t partitions = 2) {
  constexpr std::string_view scheme = "kafka://";
  const char* named = std::getenv("FETTLE_TEST_KAFKA");
  if (named == nullptr || !std::string_view(named).starts_with(scheme)) {
    throw std::runtime_error("FETTLE_TEST_KAFKA names no broker; ops/kafka start gives one");
  }
  SystemDice dice;
  KafkaSettings settings;
  settings.servers = named + scheme.size();
  settings.prefix = "test-" + crypto::to_hex(dice.bytes(6));
  settings.partitions = partitions;
  settings.session_timeout = std::chrono::seconds(6);
  return settings;
}

}  // namespace fettle::test
