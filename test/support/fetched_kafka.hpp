// What ops/kafka needs before it can start a cluster of a test's own.
#pragma once

#include <random>

#include "test/support/command.hpp"

namespace fettle::test {

// Without a network it cannot be; then a test of it is skipped, and ops/test says so at its end.
inline bool kafka_is_here() {
  constexpr int no_network = 4;  // as ops/kafka says it
  const auto fetched = run_command("'" FETTLE_SOURCE_ROOT "/ops/kafka' fetch 2>&1");
  if (fetched.status == no_network) {
    MESSAGE("skipped: Apache Kafka cannot be fetched");
  } else {
    REQUIRE_MESSAGE(fetched.status == 0, fetched.text);
  }
  return fetched.status == 0;
}

// Below the ports that clients are given; each broker takes ten.
inline unsigned port_of_a_cluster() {
  std::random_device chance;
  return 20'000 + chance() % 1'000 * 10;
}

}  // namespace fettle::test
