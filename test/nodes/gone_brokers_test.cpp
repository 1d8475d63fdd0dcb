// A node whose brokers go for good while it serves: it lives on, and ends when it is asked.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {
namespace {

using http::test::Client;
using http::test::eventually;

TEST_CASE("a node whose brokers have gone for good ends when it is asked") {
  constexpr unsigned ok = 200;
  const KafkaCluster brokers("");
  const TempFolder data;
  journey::Program node({FETTLE_PROGRAM, "serve"},
                        {"FETTLE_LOG_URL=kafka://" + brokers.servers(), "FETTLE_KAFKA_PARTITIONS=2",
                         "FETTLE_DATA_DIR=" + data.path().string(), "FETTLE_HTTP_PORT=0"});
  const auto address = node.line_with("listening on ");
  REQUIRE(address);
  const auto port =
      static_cast<std::uint16_t>(std::stoul(address->substr(address->rfind(':') + 1)));
  REQUIRE(eventually([&] {
    const auto ready = Client(port).ask("GET", "/ready");
    return ready && ready->status == ok;
  }));
  brokers.kill(1);
  const auto refused = Client(port).ask("POST", "/mp/work-orders", "{}");
  REQUIRE(refused);
  node.signal(SIGTERM);
  node.line_with("words that it never says");  // until it ends, for half a minute at most
  node.signal(SIGKILL);
  CHECK(node.wait() == 0);
}

}  // namespace
}  // namespace fettle::test
