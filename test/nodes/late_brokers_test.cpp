// A node that is started before its brokers are: it waits for them, and serves once they have come.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/kafka_cluster.hpp"

namespace fettle::test {
namespace {

using http::test::Client;
using http::test::eventually;

unsigned status_of_ready(std::uint16_t port) {
  const auto reply = Client(port).ask("GET", "/ready");
  return reply ? reply->status : 0;
}

TEST_CASE("brokers that come after the node: it is not ready until then, and then takes commands") {
  constexpr unsigned ok = 200, unavailable = 503;
  const auto brokers_port = port_of_a_cluster();
  const TempFolder data;
  const std::vector<std::string> settings{
      "FETTLE_LOG_URL=kafka://127.0.0.1:" + std::to_string(brokers_port),
      "FETTLE_KAFKA_PARTITIONS=2", "FETTLE_DATA_DIR=" + data.path().string(), "FETTLE_HTTP_PORT=0"};
  journey::Program node({FETTLE_PROGRAM, "serve"}, settings);
  const auto address = node.line_with("listening on ");
  REQUIRE(address);
  const auto port =
      static_cast<std::uint16_t>(std::stoul(address->substr(address->rfind(':') + 1)));
  REQUIRE(node.line_with("tried again each second"));
  CHECK(status_of_ready(port) == unavailable);

  const KafkaCluster brokers("", brokers_port);
  INFO(node.output());
  REQUIRE(eventually([&] { return status_of_ready(port) == ok; }));
  const auto made = journey::run({FETTLE_PROGRAM, "tenant", "create", "north", "--url",
                                  "http://127.0.0.1:" + std::to_string(port)},
                                 settings);
  INFO(made.output);
  CHECK(made.exit == 0);
  CHECK(made.output.find("1 commands accepted") != std::string::npos);
  node.signal(SIGTERM);
  CHECK(node.wait() == 0);
}

}  // namespace
}  // namespace fettle::test
