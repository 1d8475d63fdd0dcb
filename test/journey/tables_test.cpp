// The read model as people with SQL meet it.
#include <doctest/doctest.h>

#include <set>

#include "test/journey/support/odoo_shop.hpp"
#include "test/journey/support/outside.hpp"
#include "test/journey/support/shelves.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

std::set<std::string> columns_of(const std::string& table) {
  std::set<std::string> names;
  for (const auto& row : shop().served().database().rows(
           "SELECT column_name FROM information_schema.columns WHERE table_schema = 'auto' AND "
           "table_name = '" +
           table + "'")) {
    names.insert(row.front().value());
  }
  return names;
}

std::string serving_schema() {
  return "auto_g" + shop().served().database().value(
                        "SELECT current FROM fettle.generations WHERE kind = 'auto'");
}

bool has_index(const std::string& table, const std::string& columns) {
  const auto sql = "SELECT count(*) FROM pg_indexes WHERE schemaname = '" + serving_schema() +
                   "' AND tablename = '" + table + "' AND indexdef LIKE '%" + columns + "%'";
  return shop().served().database().value(sql) != "0";
}

// The only row of a table with this id, its columns joined.
std::string only_row(const Database& database, const std::string& columns, const std::string& of) {
  return database.value("SELECT concat_ws('|', " + columns + ") FROM auto." + of);
}

// An order of somebody who came in by WeChat, with evidence, paid by WeChat.
WorkOrder paid_by_wechat(OutsideShop& outside) {
  const auto customer = outside.customer("tables");
  (void)accepted(customer.post("/mp/me/phone", {{"code", "phone-13800000086"}}));
  (void)accepted(customer.send("PATCH", "/mp/me", Json{{"preferred_store", "west"}}.dump()));
  WorkOrder order(outside.shop(), customer, outside.shop().vehicle_of(customer), "west");
  order.to("DIAGNOSING");
  order.done(order.technician, "/tech/work-orders/{work_order}/evidence",
             {{"media", Json::array({upload(order.technician)})}});
  order.to("READY_TO_PAY");
  outside.pay_control("pay", {{"out_trade_no", outside.begun(order)}});
  REQUIRE(becomes_true([&] { return order.shown().at("status") == "PAID"; }));
  return order;
}

void check_columns() {
  const std::map<std::string, std::set<std::string>> named{
      {"users", {"openid", "unionid", "phone", "preferred_store"}},
      {"vehicles", {"vin", "model", "model_year", "mileage_km", "owner_id"}},
      {"work_orders", {"status", "store_id", "technician_id", "odoo_documents"}},
      {"work_order_timeline", {"from_state", "to_state", "note", "operator_id", "at"}},
      {"quotes", {"quote_version", "lines", "state"}},
      {"payments", {"amount", "status", "order_id"}},
      {"payment_events", {"raw", "verify_result", "outcome"}},
      {"media_objects", {"object_key", "hash", "size", "order_id"}},
      {"audit_log", {"actor", "at", "action", "before", "after", "trace_id"}}};
  for (const auto& [table, columns] : named) {
    CAPTURE(table);
    const auto there = columns_of(table);
    for (const auto& column : columns) CHECK_MESSAGE(there.contains(column), column);
  }
}

void check_people_and_work(const Database& database, const WorkOrder& order) {
  const auto user = "users WHERE id = '" + order.customer.account() + "'";
  CHECK(only_row(database, "phone, preferred_store", user) == "13800000086|west");
  CHECK(only_row(database, "length(openid) > 0, length(unionid) > 0", user) == "t|t");
  CHECK(only_row(database, "length(vin), model, model_year, mileage_km",
                 "vehicles WHERE owner_id = '" + order.customer.account() + "'") ==
        "17|大众帕萨特|2019|45000");
  CHECK(only_row(database, "status, store_id, technician_id",
                 "work_orders WHERE id = '" + order.id + "'") ==
        "PAID|west|" + order.technician.account());
  const auto timeline = database.rows(
      "SELECT coalesce(from_state, ''), to_state, operator_id FROM auto.work_order_timeline WHERE "
      "order_id = '" +
      order.id + "' AND to_state IN ('ACCEPTED', 'PAID') ORDER BY at");
  REQUIRE(timeline.size() == 2);
  CHECK(timeline[0][0] == "SUBMITTED");
  CHECK(timeline[0][2] == order.technician.account());
  CHECK(timeline[1][0] == "READY_TO_PAY");
}

void check_money_and_media(const Database& database, const WorkOrder& order) {
  const auto of_order = " WHERE order_id = '" + order.id + "'";
  CHECK(only_row(database, "quote_version, state, jsonb_array_length(lines::jsonb)",
                 "quotes" + of_order) == "1|CONFIRMED|1");
  CHECK(only_row(database, "status, method", "payments" + of_order) == "SUCCEEDED|wechat");
  CHECK(only_row(database, "raw LIKE '%TRANSACTION.SUCCESS%', verify_result, outcome",
                 "payment_events" + of_order + " AND verify_result <> 'NONE'") == "t|OK|APPLIED");
  CHECK(only_row(database, "length(object_key) > 0, length(hash), size > 0",
                 "media_objects" + of_order) == "t|64|t");
  CHECK(only_row(
            database, "actor, outcome, before IS NOT NULL, after IS NOT NULL, length(trace_id)",
            "audit_log WHERE object_id = '" + order.id + "' AND action LIKE '%/confirm-quote'") ==
        order.customer.account() + "|ACCEPTED|t|t|32");
}

}  // namespace

TEST_CASE("[AR-86] the nine tables hold what the ledger names, of an order that met the world") {
  check_columns();
  OutsideShop outside;
  const auto order = paid_by_wechat(outside);
  check_people_and_work(outside.served().database(), order);
  check_money_and_media(outside.served().database(), order);

  // Ids of Odoo: of an order whose parts it posted.
  auto& beside = beside_shop();
  WorkOrder with_parts(beside.shop());
  with_parts.to("REPAIRING");
  const auto wanted = beside.requested(with_parts, pads, 1);
  (void)accepted(beside.approve(wanted));
  REQUIRE(beside.becomes(wanted, "POSTED"));
  CHECK(only_row(beside.served().database(),
                 "odoo_documents::jsonb->0->>'model', "
                 "(odoo_documents::jsonb->0->>'id')::bigint > 0, "
                 "odoo_documents::jsonb->0->>'state'",
                 "work_orders WHERE id = '" + with_parts.id + "'") == "stock.picking|t|done");
}

TEST_CASE("[AR-88:part] the indexes of lists by store and state, and of an order's payments") {
  CHECK(has_index("work_orders", "store_id, status, updated_at"));
  CHECK(has_index("payments", "order_id, status"));
}

TEST_CASE(
    "[AR-87:part] the audit trail is kept by month, and the next month's place is made ahead") {
  const auto& database = shop().served().database();
  const auto of_month = [&](const std::string& moment) {
    return database.value(
        "SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '" +
        serving_schema() +
        "' AND c.relname LIKE 'audit\\_log\\_%' AND pg_get_expr(c.relpartbound, c.oid) LIKE "
        "'%' || to_char(" +
        moment + ", 'YYYY-MM') || '-01%'");
  };
  CHECK(of_month("now()") != "0");
  CHECK(of_month("now() + interval '1 month'") != "0");
}
