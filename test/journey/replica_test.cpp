// Queries from another copy of the rows: named by a setting, perhaps behind, perhaps read-only.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

// A logical copy of all rows and checkpoints, which nobody can write: as a replica is.
class Copy {
 public:
  const std::string& url() const { return database_.url(); }

  void take(const Database& original) {
    database_.empty();
    const auto done = run({"/bin/sh", "-c",
                           "/usr/bin/pg_dump '" + original.url() +
                               "' | /usr/bin/psql --quiet --set ON_ERROR_STOP=1 '" + url() + "'"});
    REQUIRE_MESSAGE(done.exit == 0, done.output);
    const auto name = database_.value("SELECT current_database()");
    database_.rows("ALTER DATABASE " + name + " SET default_transaction_read_only = on");
  }

 private:
  Database database_;
};

bool has(const Database& database, const WorkOrder& order, const std::string& status) {
  const auto sql = "SELECT count(*) FROM auto.work_orders WHERE id = '" + order.id +
                   "' AND status = '" + status + "'";
  return http::test::eventually([&] {
    return !database.rows("SELECT to_regclass('auto.work_orders')").front().front()
               ? false
               : database.value(sql) == "1";
  });
}

}  // namespace

TEST_CASE("[AR-89] queries are answered from the copy that a setting names, once it has come far") {
  Copy copy, another;
  Served served({{"postgres.query_url", copy.url()}, {"wait_max_ms", "700"}});
  Shop shop(served);
  WorkOrder order(shop);
  const auto path = order.path("/admin/work-orders/{work_order}");
  const auto& original = served.database();
  REQUIRE(has(original, order, "SUBMITTED"));
  CHECK(shop.manager.get(path).status == 503);  // the copy is empty, whatever was folded elsewhere

  copy.take(original);
  REQUIRE(http::test::eventually([&] { return shop.manager.get(path).status == 200; }));
  CHECK(order.shown().at("status") == "SUBMITTED");

  order.to("ACCEPTED");
  REQUIRE(has(original, order, "ACCEPTED"));
  const auto behind = shop.manager.get(path);
  CHECK(behind.status == 503);
  CHECK(behind.code() == "position_not_reached");
  const auto as_it_was = shop.manager.send("GET", path, "");  // waits for nothing
  CHECK(as_it_was.status == 200);
  CHECK(as_it_was.body.at("status") == "SUBMITTED");
  CHECK(as_it_was.body.at("version") == 1);

  copy.take(original);
  REQUIRE(http::test::eventually([&] { return shop.manager.get(path).status == 200; }));
  CHECK(order.shown().at("status") == "ACCEPTED");

  another.take(original);
  served.set("postgres.query_url", another.url());
  served.restart();
  CHECK(order.shown().at("status") == "ACCEPTED");
  order.to("DIAGNOSING");
  REQUIRE(has(original, order, "DIAGNOSING"));
  CHECK(shop.manager.get(path).code() == "position_not_reached");
  another.take(original);
  REQUIRE(http::test::eventually([&] { return shop.manager.get(path).status == 200; }));
  CHECK(order.shown().at("status") == "DIAGNOSING");

  served.set("postgres.query_url", "");
  served.restart();
  order.to("QUOTED");
  CHECK(order.shown().at("status") == "QUOTED");
}
