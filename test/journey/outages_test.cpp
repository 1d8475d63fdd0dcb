// What goes on when a part is away.
#include <doctest/doctest.h>

#include <csignal>

#include "test/http/client.hpp"
#include "test/journey/support/program.hpp"
#include "test/journey/support/work_order.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::journey;

TEST_CASE("[AR-03:part] without Postgres commands go on, queries say so, and rows catch up") {
  WorkOrder order(shop());
  CHECK(order.shown().at("status") == "SUBMITTED");
  auto& database = shop().served().database();
  database.shut();
  order.to("REPAIRING");
  const auto away = shop().manager.get(order.path("/admin/work-orders/{work_order}"));
  CHECK(away.status == 503);
  CHECK(!away.code().empty());
  CHECK(!away.header("retry-after").empty());
  CHECK(away.text.find("postgresql") == std::string::npos);
  database.open();
  // The pools come back by themselves; how soon is theirs to choose.
  const auto path = order.path("/admin/work-orders/{work_order}");
  REQUIRE(http::test::eventually([&] { return shop().manager.get(path).status == 200; }));
  CHECK(order.shown().at("status") == "REPAIRING");
  CHECK(order.shown().at("version") == order.version());
  CHECK(order.shown().at("timeline").size() == 6);
}

TEST_CASE("[AR-03:part] what was answered before a crash is there after it") {
  WorkOrder order(shop());
  order.to("QUOTED");
  const auto before = order.version();
  shop().served().kill();
  shop().served().start();
  const Headers same{{"If-Match", "\"" + std::to_string(before) + "\""}};
  CHECK(order
            .post(order.customer, "/mp/work-orders/{work_order}/confirm-quote",
                  {{"quote_version", 1}}, same)
            .accepted());
  CHECK(order.shown().at("status") == "CUSTOMER_CONFIRMED");
}

TEST_CASE("a node whose brokers are away says so to clients, lives on, and ends when it is asked") {
  const test::TempFolder folder;
  Program node({FETTLE_PROGRAM, "serve"},
               {"FETTLE_LOG_URL=kafka://127.0.0.1:1", "FETTLE_DATA_DIR=" + folder.path().string(),
                "FETTLE_HTTP_PORT=0"});
  const auto address = node.line_with("listening on ");
  REQUIRE(address);
  const auto port =
      static_cast<std::uint16_t>(std::stoul(address->substr(address->rfind(':') + 1)));
  REQUIRE(node.line_with("tried again each second"));
  CHECK(http::test::Client(port).ask("GET", "/health")->status == 200);
  CHECK(http::test::Client(port).ask("GET", "/ready")->status == 503);
  const auto refused = http::test::Client(port).ask("POST", "/mp/work-orders", "{}");
  REQUIRE(refused);
  CHECK(refused->status == 503);
  CHECK(refused->body.find("\"starting\"") != std::string::npos);
  CHECK(!refused->headers.at("retry-after").empty());
  node.signal(SIGTERM);
  CHECK(node.wait() == 0);
}

TEST_CASE("a node whose PostgreSQL is away says each failure on one line") {
  const test::TempFolder folder;
  Program node({FETTLE_PROGRAM, "serve"},
               {"FETTLE_POSTGRES_URL=postgresql://127.0.0.1:1/nobody",
                "FETTLE_DATA_DIR=" + folder.path().string(), "FETTLE_HTTP_PORT=0"});
  const auto words = node.line_with("projector: postgres_unavailable (");
  REQUIRE(words);
  CHECK(words->find("Is the server running on that host") != std::string::npos);
  CHECK(words->back() == ')');
}

TEST_CASE("health, readiness and metrics answer without a token") {
  for (const auto* path : {"/health", "/ready", "/metrics"}) {
    CAPTURE(path);
    CHECK(ask(shop().served(), "GET", path, "", {}).status == 200);
  }
}

TEST_CASE("a log that cannot be written shows in readiness, and the process lives on") {
  Served served(Settings{{"rate.token_per_second", "0"},
                         {"rate.address_per_second", "0"},
                         {"log.segment_bytes", "1048576"}});
  Shop own(served);
  CHECK(ask(served, "GET", "/ready", "", {}).body.at("checks").at("shard") == "ready");
  WorkOrder order(own);
  std::filesystem::remove_all(served.data_dir() / "log");  // met when the next segment is made
  std::string long_note;
  for (int i = 0; i < 500; ++i) long_note += "车";
  Answer answer;
  for (int i = 0; i < 3'000 && (i == 0 || answer.accepted()); ++i) {
    answer = own.front_desk.post(order.path("/admin/work-orders/{work_order}/notes"),
                                 {{"note", long_note}});
  }
  CHECK(answer.status == 503);
  CHECK(!answer.header("retry-after").empty());
  CHECK(!answer.body.value("idempotency_key", "").empty());
  Answer ready;
  CHECK(http::test::eventually([&] {
    ready = ask(served, "GET", "/ready", "", {});
    return ready.status == 503;
  }));
  CHECK(ready.body.at("checks").at("shard") == answer.code());
  CHECK(!ready.header("retry-after").empty());
  CHECK(ask(served, "GET", "/health", "", {}).status == 200);
}
