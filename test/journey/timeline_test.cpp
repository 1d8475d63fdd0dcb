// The history of an order, and the rows that can be thrown away.
#include <doctest/doctest.h>

#include "test/journey/support/notices.hpp"
#include "test/journey/support/odoo_shop.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

// Every row of the read side, table by table: two of these are equal only if all columns are. The
// checkpoints are no rows of the log: they tell where the projector stands, behind a new claim.
std::map<std::string, std::string> all_rows() {
  const auto& database = shop().served().database();
  std::map<std::string, std::string> found;
  for (const auto& row : database.rows("SELECT viewname FROM pg_views WHERE schemaname = 'auto' "
                                       "AND viewname <> 'checkpoints'")) {
    const auto table = row.front().value();
    found[table] = database.value(
        "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') "
        "FROM auto." +
        table + " t");
  }
  return found;
}

Json timeline_of(WorkOrder& order) { return order.shown().at("timeline"); }

}  // namespace

TEST_CASE("[AR-07] the timeline has one row for each change, with who, what, note and when") {
  WorkOrder order(shop());
  order.done(order.technician, "/tech/work-orders/{work_order}/accept",
             {{"bay", "b1"}, {"note", "客户赶时间"}});
  order.done(shop().front_desk, "/admin/work-orders/{work_order}/notes", {{"note", "已电话确认"}});
  order.to("CLOSED");

  struct Expected {
    std::string from, to, by, note;
  };
  const std::string technician = order.technician.account(), customer = order.customer.account();
  const std::string desk = shop().front_desk.account();
  const std::vector<Expected> expected{{"", "SUBMITTED", customer, ""},
                                       {"SUBMITTED", "ACCEPTED", technician, "客户赶时间"},
                                       {"ACCEPTED", "ACCEPTED", desk, "已电话确认"},
                                       {"ACCEPTED", "DIAGNOSING", technician, ""},
                                       {"DIAGNOSING", "QUOTED", desk, ""},
                                       {"QUOTED", "CUSTOMER_CONFIRMED", customer, ""},
                                       {"CUSTOMER_CONFIRMED", "REPAIRING", technician, ""},
                                       {"REPAIRING", "READY_TO_PAY", technician, ""},
                                       {"READY_TO_PAY", "PAID", shop().finance.account(), ""},
                                       {"PAID", "CLOSED", desk, ""}};
  const auto rows = timeline_of(order);
  REQUIRE(rows.size() == expected.size());
  std::string last;
  const auto text = [](const Json& value) {
    return value.is_null() ? "" : value.get<std::string>();
  };
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(text(rows.at(i).at("from_state")) == expected[i].from);
    CHECK(text(rows.at(i).at("to_state")) == expected[i].to);
    CHECK(text(rows.at(i).at("operator_id")) == expected[i].by);
    CHECK(text(rows.at(i).at("note")) == expected[i].note);
    CHECK(text(rows.at(i).at("at")) > last);
    last = text(rows.at(i).at("at"));
  }
}

TEST_CASE("[AR-07] later commands add rows to a timeline and change none") {
  WorkOrder order(shop());
  auto before = timeline_of(order);
  for (const auto& state : all_states) {
    if (state == "CANCELED" || state == "SUBMITTED") continue;
    order.to(state);
    const auto now = timeline_of(order);
    REQUIRE(now.size() == before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(now.at(i) == before.at(i));
    before = now;
  }
}

TEST_CASE("[AR-07] nobody can edit or delete a timeline, there is no such route") {
  WorkOrder order(shop());
  const auto before = timeline_of(order);
  for (const auto& role :
       {"customer", "technician", "front_desk", "manager", "finance", "warehouse", "operator"}) {
    const auto caller = shop().with_role(role);
    for (const auto& method : {"DELETE", "PUT", "PATCH"}) {
      for (const auto& face : {"/mp", "/tech", "/admin"}) {
        const auto base = std::string(face) + "/work-orders/" + order.id;
        for (const auto& path : {base, base + "/timeline", base + "/timeline/1"}) {
          const auto status = caller.send(method, path, "{}").status;
          CHECK((status == 404 || status == 405));
        }
      }
    }
  }
  CHECK(timeline_of(order) == before);
}

// Drops all of Postgres under the stopped product: schemas, rows, checkpoints.
TEST_CASE(
    "[AR-07] [AR-85:part] [AR-03:part] an emptied Postgres is filled again with the same rows") {
  beside_shop().disconnect();  // whoever looks at Odoo writes when
  shop().served().restart();   // denials of other tests that were only counted are written now
  WorkOrder order(shop());
  order.to("CLOSED");
  WorkOrder(shop()).to("CANCELED");
  REQUIRE(notices_of(order.customer, 3).size() == 3);  // nobody has anything left to say
  const auto shown = order.shown();
  const auto before = all_rows();
  REQUIRE(before.at("work_order_timeline").find(order.id) != std::string::npos);
  shop().served().stop();
  shop().served().database().empty();
  shop().served().start();
  const auto path = order.path("/admin/work-orders/{work_order}");
  // Each of these waits for some seconds by itself; a long log needs more than one.
  for (int i = 0; i < 12 && shop().manager.get(path).status != 200; ++i) continue;
  CHECK(order.shown() == shown);
  const auto after = all_rows();
  REQUIRE(after.size() == before.size());
  for (const auto& [table, rows] : before) {
    CAPTURE(table);
    CHECK(after.at(table) == rows);
  }
  beside_shop().connect();
  shop().served().restart();
}
