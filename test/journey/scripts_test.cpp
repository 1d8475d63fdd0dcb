// The scripts that people run: a short day of the shop, and a few rounds of the kill loop. The log
// is in the server's folder, or on the Kafka cluster that FETTLE_TEST_LOG names.
#include <doctest/doctest.h>

#include <cstdlib>

#include "test/journey/support/free_port.hpp"
#include "test/journey/support/served.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

std::string script(const std::string& path) { return std::string(FETTLE_SOURCE_ROOT) + path; }

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// On the log of the server that ops/demo plays against, wherever that is.
const std::string replay_command =
    std::string(FETTLE_PROGRAM) + " replay --tenant " + default_tenant;

// What ops/run --demo starts.
struct StandIns {
  StandIns() {
    const auto fettle = "http://127.0.0.1:" + std::to_string(fettle_port);
    const auto done = run({script("/ops/stand-ins"), "start", folder.path(), "--fettle", fettle});
    REQUIRE_MESSAGE(done.exit == 0, done.output);
  }
  ~StandIns() { run({script("/ops/stand-ins"), "stop", folder.path()}); }

  test::TempFolder folder;
  std::uint16_t fettle_port = free_port();
};

}  // namespace

TEST_CASE("ops/demo plays a short day, reads it back and finds the same in the replayed log") {
  Served served(Settings{{"rate.token_per_second", "0"}, {"rate.address_per_second", "0"}});
  const auto url = "http://127.0.0.1:" + std::to_string(served.port());
  REQUIRE(served.command({"tenant", "create", default_tenant, "--url", url}).exit == 0);
  const auto done =
      served.beside({script("/ops/demo"), "--url", url, "--data", served.data_dir(), "--orders",
                     "24", "--customers", "30", "--replay", replay_command});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, " checks passed"));
  CHECK(holds(done.output, "Funnel, from GET /admin/reports/funnel"));
}

TEST_CASE("ops/demo plays a short day with WeChat and Odoo, and the books of all agree") {
  const StandIns outside;
  Served served(Settings{{"rate.token_per_second", "0"},
                         {"rate.address_per_second", "0"},
                         {"http.port", std::to_string(outside.fettle_port)},
                         {"connectors.file", outside.folder.path() / "connections.toml"},
                         {"connectors.odoo_retry", "1 1 2 2 5 5 10"}});
  const auto url = "http://127.0.0.1:" + std::to_string(served.port());
  REQUIRE(served.command({"tenant", "create", default_tenant, "--url", url}).exit == 0);
  const auto done =
      served.beside({script("/ops/demo"), "--url", url, "--data", served.data_dir(), "--orders",
                     "12", "--customers", "15", "--replay", replay_command, "--outside",
                     outside.folder.path() / "stand-ins.json"});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, " checks passed"));
  for (const auto* what : {"logins by WeChat", "payments by WeChat: twice", "postings by Odoo",
                           "a callback that is ", "fen paid", "pieces on hand"}) {
    CHECK_MESSAGE(holds(done.output, what), what);
  }
}

TEST_CASE("ops/demo plays one order from intake to paid") {
  Served served;
  const auto url = "http://127.0.0.1:" + std::to_string(served.port());
  REQUIRE(served.command({"tenant", "create", default_tenant, "--url", url}).exit == 0);
  REQUIRE(served.command({"seed", "--url", url}).exit == 0);
  const auto done =
      run({script("/ops/demo"), "--one-order", "--url", url, "--data", served.data_dir()});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "record-payment  PAID"));
}

TEST_CASE("under kill -9 nothing acknowledged is lost, and nothing is done twice") {
  std::vector<std::string> loop{script("/test/crash/kill_loop"), "--fettle", FETTLE_PROGRAM};
  loop.insert(loop.end(), {"--rounds", "3", "--clients", "4"});
  if (const char* log = std::getenv("FETTLE_TEST_LOG")) loop.insert(loop.end(), {"--log", log});
  const auto done = run(std::move(loop));
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "3 kills, "));
  CHECK(holds(done.output, "\n0 wrong\n"));
}

TEST_CASE("books that lie about a payment, a refund, a posting or the stock are found out") {
  const auto done =
      run({"/usr/bin/env", "python3", script("/test/crash/connectors"), "--self-test"});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "22 of 22 lies found, 0 complaints"));
}

TEST_CASE("payments and postings under kills and vendors' faults: three sets of books agree") {
  const auto done = run({"/usr/bin/env", "python3", script("/test/crash/connectors"), "--fettle",
                         FETTLE_PROGRAM, "--payments", "24", "--postings", "24", "--faults", "20"});
  INFO(done.output);
  CHECK(done.exit == 0);
  CHECK(holds(done.output, "\n0 wrong\n"));
}
