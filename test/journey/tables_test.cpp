// The read model as people with SQL meet it.
#include <doctest/doctest.h>

#include <set>

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

}  // namespace

TEST_CASE("[AR-86:part] the nine tables are there with what the ledger names") {
  WorkOrder order(shop());
  order.to("PAID");
  order.shown();
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
  const auto& database = shop().served().database();
  const auto of_order = "' AND id = '" + order.id + "'";
  CHECK(database.value("SELECT status FROM auto.work_orders WHERE tenant = '" + default_tenant +
                       of_order) == "PAID");
}

TEST_CASE("[AR-88:part] the indexes of lists by store and state, and of an order's payments") {
  CHECK(has_index("work_orders", "store_id, status, updated_at"));
  CHECK(has_index("payments", "order_id, status"));
}

TEST_CASE("the audit trail is kept by month, and the next month's place is made ahead") {
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
