// A shop outgrows one machine: `fettle migrate` as its operator calls it, from a served embedded
// log to a real broker.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/work_order.hpp"
#include "test/support/kafka.hpp"

namespace fettle::test {
namespace {

using journey::Finished;

// As adapters/cli/subcommands/menu.hpp declares them.
constexpr int fine = 0, failed = 3;
constexpr unsigned precondition_failed = 412;  // the position of another log

bool holds(const Finished& done, const std::string& part) {
  return done.output.find(part) != std::string::npos;
}

// One shop with one order, and where it is to go.
struct Move {
  Move() : shop(served), order(shop) {
    served.set("kafka.prefix", target.prefix);
    served.set("kafka.partitions", std::to_string(target.partitions));
    served.set("kafka.session_timeout_ms", "3000");
  }
  Finished migrate() const {
    return served.command(
        {"migrate", "--from", "embedded:" + served.data_dir().string(), "--to", url});
  }
  // The order without naming a position: those that its commands got are of the old log.
  journey::Answer looked_up() const { return shop.manager.send("GET", order.path(detail), {}); }

  static constexpr std::string_view detail = "/admin/work-orders/{work_order}";
  const KafkaSettings target = kafka_of_a_test(3);
  const std::string url = "kafka://" + target.servers;
  journey::Served served;
  journey::Shop shop;
  journey::WorkOrder order;
};

TEST_CASE(
    "a shop moves house by the command line: refused while it is served, moved and closed once "
    "it is not, and served on Kafka with its rows filled anew") {
  Move move;
  auto& [target, url, served, shop, order] = move;
  order.to("QUOTED");
  const auto beside = move.migrate();
  INFO("beside the server: " << beside.output);
  CHECK(beside.exit == failed);
  CHECK(holds(beside, "fettle: log_locked: "));
  order.to("CUSTOMER_CONFIRMED");  // the server was not disturbed
  const auto before = order.shown();
  const auto person = journey::accepted(order.customer.get("/mp/me")).body;

  served.stop();
  const auto moved = move.migrate();
  INFO("moved: " << moved.output);
  REQUIRE(moved.exit == fine);
  CHECK(holds(moved, "1 tenants, "));
  CHECK(holds(moved, "The old log is closed"));
  CHECK(served.database().value("SELECT count(*) FROM auto.work_orders") == "0");

  // The old log is closed for good, to another move and to the server, and names the new one.
  const auto check_closed = [&](const Finished& again) {
    INFO("afterwards: " << again.output);
    REQUIRE(again.exit == failed);
    CHECK(holds(again, "fettle: log_moved: "));
    CHECK(holds(again, url));
    CHECK(holds(again, "topics " + target.prefix + ".*"));
  };
  check_closed(move.migrate());
  check_closed(served.command({"serve"}));

  served.set("log.url", url);
  served.start();
  CHECK(shop.manager.get(order.path(Move::detail)).status == precondition_failed);
  REQUIRE(http::test::eventually([&] { return move.looked_up().body == before; }));
  // Opened with the key that was moved.
  CHECK(order.customer.send("GET", "/mp/me", {}).body == person);
  order.to("REPAIRING");
  CHECK(order.shown().at("status") == "REPAIRING");
  CHECK(order.shown().at("version") == order.version());
  CHECK(served.command({"verify"}).exit == fine);
}

}  // namespace
}  // namespace fettle::test
