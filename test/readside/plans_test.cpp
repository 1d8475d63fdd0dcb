// The planner takes the declared indexes for the lists of orders, on a table of some size.
#include "test/readside/asking.hpp"

namespace fettle::test {
namespace {

constexpr int orders = 50'000;

struct ManyOrders : Asking {
  ManyOrders() : connection(connect(database.url())) {
    open_shop(shop, "demo");
    whole_order(shop, "demo", "1");
    project();
    // Ten tenants with twenty stores each, an order every minute, one of twenty waits.
    run("INSERT INTO auto_g1.work_orders SELECT (jsonb_populate_record(t, jsonb_build_object("
        "'tenant', CASE WHEN n % 10 = 0 THEN 'demo' ELSE 'other' || n % 10 END, "
        "'id', 'x' || n, 'store_id', 's' || n / 10 % 20, 'customer_id', 'c' || n / 10 % 1000, "
        "'technician_id', 't' || n / 10 % 60, "
        "'status', CASE WHEN n / 10 % 20 = 7 THEN 'SUBMITTED' ELSE 'CLOSED' END, "
        "'submitted_at', t.submitted_at - n * interval '1 minute', "
        "'updated_at', t.updated_at - n * interval '1 minute'))).* "
        "FROM auto_g1.work_orders t, generate_series(1, " +
        std::to_string(orders) + ") n");
    run("ANALYZE auto_g1.work_orders");
    run("SET search_path TO auto_g1; SET fettle.tenant TO 'demo'; SET ROLE fettle_reader");
  }

  void run(const std::string& sql) {
    const auto done = connection.run(sql);
    REQUIRE_MESSAGE(done, done.error().detail);
  }

  // The plan of the list as the product asks for it.
  std::string plan_of(std::string_view path, const QueryRequest& request) {
    const auto plan = type(path).plan(request);
    REQUIRE(plan);
    const auto& statement = plan->statements.front();
    const auto lines = connection.run("EXPLAIN " + statement.sql, statement.parameters);
    REQUIRE_MESSAGE(lines, lines.error().detail);
    std::string text;
    for (int row = 0; row < lines->rows(); ++row) text += lines->text(row, 0) + '\n';
    return text;
  }

  void check_uses(const std::string& index, const std::string& plan) {
    CAPTURE(plan);
    CHECK(holds(plan, index));
    CHECK(!holds(plan, "Seq Scan"));
  }

  postgres::Connection connection;
};

QueryRequest with(QueryRequest request,
                  std::vector<std::pair<std::string, std::string>> parameters) {
  request.parameters = std::move(parameters);
  return request;
}

}  // namespace

TEST_CASE("[AR-88:part] the lists of orders are found by the index of store, state and time") {
  ManyOrders side;
  const std::string by_store = "work_orders_tenant_store_id_status_updated_at_idx";
  const auto manager = Asking::as("mia", "manager", "s7");
  side.check_uses(by_store,
                  side.plan_of("/admin/work-orders", with(manager, {{"state", "SUBMITTED"}})));
  side.check_uses(by_store, side.plan_of("/tech/pool", Asking::as("tom", "technician", "s7")));
  side.check_uses(by_store, side.plan_of("/admin/work-orders",
                                         with(Asking::as("mia", "manager"),
                                              {{"store", "s7"}, {"state", "SUBMITTED"}})));
}

TEST_CASE("[AR-88:part] a customer's and a technician's orders are found by theirs") {
  ManyOrders side;
  side.check_uses("work_orders_tenant_customer_id_submitted_at_idx",
                  side.plan_of("/mp/work-orders", Asking::as("c5", "customer")));
  side.check_uses("work_orders_tenant_technician_id_status_idx",
                  side.plan_of("/tech/work-orders",
                               with(Asking::as("t5", "technician"), {{"state", "CLOSED"}})));
  side.check_uses("work_orders_tenant_submitted_at_idx",
                  side.plan_of("/admin/work-orders", Asking::as("mia", "manager")));
}

}  // namespace fettle::test
