// Queries on a real PostgreSQL: who sees what, filters, pages, positions.
#include "test/readside/asking.hpp"

namespace fettle::test {
namespace {

QueryRequest with(QueryRequest request, std::vector<std::pair<std::string, std::string>> more) {
  request.parameters = std::move(more);
  return request;
}

QueryRequest about(QueryRequest request, std::string name, std::string value) {
  request.path[std::move(name)] = std::move(value);
  return request;
}

void three_orders(Asking& side) {
  open_shop(side.shop, "demo");
  for (int n = 1; n <= 2; ++n) whole_order(side.shop, "demo", std::to_string(n));
  arrive(side.shop, "demo", "3");
  side.shop.at(*parse_moment("2025-11-22T09:30:00.5Z"));
  side.shop.by("c3", "customer", "mp");
  side.shop.commit("demo", {event_of(job, "w3",
                                     JobOpened{"work_order",
                                               "SUBMITTED",
                                               "A3",
                                               StoreId("s2"),
                                               CustomerId("c3"),
                                               AssetId("v3"),
                                               personal("c3", "异响"),
                                               {},
                                               {},
                                               "gearbox"})});
  side.project();
}

}  // namespace

TEST_CASE("[AR-17] a customer's orders: his own, open or history, by state, store and date") {
  Asking side;
  three_orders(side);
  const auto ids = [&](QueryRequest request) {
    return members(side.answer("/mp/work-orders", std::move(request)).body, "id");
  };
  using Ids = std::vector<std::string>;
  CHECK(ids(side.as("c1", "customer")) == Ids{"w1"});
  CHECK(ids(side.as("c3", "customer")) == Ids{"w3"});
  CHECK(ids(side.as("c9", "customer")) == Ids{});
  CHECK(ids(with(side.as("c3", "customer"), {{"phase", "open"}})) == Ids{"w3"});
  CHECK(ids(with(side.as("c3", "customer"), {{"phase", "history"}})) == Ids{});
  CHECK(ids(with(side.as("c3", "customer"), {{"state", "SUBMITTED"}, {"store", "s2"}})) ==
        Ids{"w3"});
  CHECK(ids(with(side.as("c3", "customer"), {{"store", "s1"}})) == Ids{});
  CHECK(ids(with(side.as("c3", "customer"), {{"from", "2025-11-22T00:00:00Z"}})) == Ids{"w3"});
  CHECK(ids(with(side.as("c3", "customer"), {{"until", "2025-11-22T00:00:00Z"}})) == Ids{});
  CHECK(ids(with(side.as("c3", "customer"), {{"vehicle", "v3"}})) == Ids{"w3"});
  const auto body = side.answer("/mp/work-orders", side.as("c3", "customer")).body;
  CHECK(holds(body, R"("submitted_at":"2025-11-22T09:30:00.500000Z")"));
  CHECK(holds(body, R"("accepted_at":null)"));
}

TEST_CASE("[AR-15:part] the owner's order shows seven steps, quotes, checks and its vehicle") {
  Asking side;
  three_orders(side);
  const auto answer = side.answer("/mp/work-orders/{work_order}",
                                  about(side.as("c1", "customer"), "work_order", "w1"));
  CHECK(members(answer.body, "label") ==
        std::vector<std::string>{"已提交", "已接单", "诊断", "报价", "维修中", "待支付", "已完成"});
  CHECK(holds(answer.body, R"("label":"已完成","at":"2025-11-21T08:00:00.000000Z")"));
  CHECK(holds(answer.body, R"("total":{"minor":12000,"currency":"CNY"})"));
  CHECK(holds(answer.body, R"("quote_version":2,"state":"CONFIRMED")"));
  CHECK(holds(answer.body, R"("vin":"LSVAU2180E20001")"));
  CHECK(holds(answer.body, R"("fault_codes":["P0301"])"));
  CHECK(answer.etag == "18");
  CHECK(side.refusal("/mp/work-orders/{work_order}",
                     about(side.as("c2", "customer"), "work_order", "w1")) == "not_found");
  CHECK(side.refusal("/mp/work-orders/{work_order}",
                     about(side.as("c1", "customer"), "work_order", "nothing")) == "not_found");
  const auto open = side.answer("/mp/work-orders/{work_order}",
                                about(side.as("c3", "customer"), "work_order", "w3"));
  CHECK(holds(open.body, R"("label":"已接单","at":null)"));
}

TEST_CASE("[AR-25:part] the pool is filtered by store and skill, and shows what waits only") {
  Asking side;
  three_orders(side);
  const auto pool = [&](QueryRequest request) {
    return members(side.answer("/tech/pool", std::move(request)).body, "id").size();
  };
  CHECK(pool(side.as("tom", "technician")) == 1);
  CHECK(pool(side.as("tom", "technician", "s2")) == 1);
  CHECK(pool(side.as("tom", "technician", "s1")) == 0);
  CHECK(pool(with(side.as("tom", "technician"), {{"skill", "gearbox"}, {"store", "s2"}})) == 1);
  CHECK(pool(with(side.as("tom", "technician"), {{"skill", "engine"}})) == 0);
  CHECK(pool(with(side.as("tom", "technician"), {{"bay", "b1"}})) == 0);
}

TEST_CASE("another role, another tenant and another store see nothing") {
  Asking side;
  three_orders(side);
  CHECK(side.refusal("/admin/audit", side.as("tom", "technician")) == "role_not_allowed");
  CHECK(side.refusal("/admin/work-orders", side.as("c1", "customer")) == "role_not_allowed");
  CHECK(side.answer("/admin/work-orders", side.as("anna", "manager", "", "north")).body ==
        R"({"items":[]})");
  CHECK(members(side.answer("/admin/work-orders", side.as("anna", "manager", "s2")).body, "id") ==
        std::vector<std::string>{"w3"});
  CHECK(members(side.answer("/admin/work-orders", side.as("anna", "manager")).body, "id").size() ==
        3);
}

TEST_CASE("a role sees no column that is masked for it") {
  Asking side;
  three_orders(side);
  const auto path = "/admin/work-orders";
  CHECK(holds(side.answer(path, side.as("mia", "manager")).body, "\"customer_id\""));
  const auto body = side.answer(path, side.as("wu", "warehouse")).body;
  CHECK(!holds(body, "customer_id"));
  CHECK(!holds(body, "刹车"));
  CHECK(!holds(body, "minor"));
}

TEST_CASE("every bad parameter is refused by name and code") {
  Asking side;
  three_orders(side);
  const auto no = [&](std::string name, std::string value) {
    return side.refusal("/mp/work-orders",
                        with(side.as("c1", "customer"), {{std::move(name), std::move(value)}}));
  };
  CHECK(no("colour", "red") == "colour parameter_unknown");
  CHECK(no("limit", "0") == "limit field_range");
  CHECK(no("limit", "101") == "limit field_range");
  CHECK(no("limit", "99999999999999999999") == "limit field_range");
  CHECK(no("limit", "ten") == "limit field_range");
  CHECK(no("from", "yesterday") == "from field_pattern");
  CHECK(no("phase", "later") == "phase field_enum");
  CHECK(no("cursor", "zz") == "cursor cursor_malformed");
  CHECK(no("cursor", "41") == "cursor cursor_malformed");
  CHECK(no("state", std::string("a\0b", 3)) == "state field_pattern");
  CHECK(no("state", "\xff\xfe") == "state field_pattern");
  CHECK(side.refusal("/mp/work-orders",
                     with(side.as("c1", "customer"), {{"limit", "1"}, {"limit", "2"}})) ==
        "limit parameter_repeated");
  CHECK(side.refusal("/mp/notices", with(side.as("c1", "customer"), {{"unread", "maybe"}})) ==
        "unread field_enum");
  CHECK(side.refusal("/admin/reports/funnel", side.as("mia", "manager")) == "from field_missing");
}

TEST_CASE("pages are stable: rows added meanwhile are never shown twice, and none is left out") {
  Asking side;
  open_shop(side.shop, "demo");
  for (int n = 10; n < 35; ++n) {
    side.shop.at(Moment{Micros{1'763'712'000'000'000} + std::chrono::seconds(n / 3)});
    arrive(side.shop, "demo", std::to_string(n));
    side.shop.commit("demo", {event_of(job, "w" + std::to_string(n),
                                       JobOpened{"work_order",
                                                 "SUBMITTED",
                                                 "A",
                                                 StoreId("s1"),
                                                 CustomerId("c1"),
                                                 AssetId("v1"),
                                                 personal("c1", "x"),
                                                 {},
                                                 {},
                                                 {}})});
  }
  auto projector = side.projector(side.tables);
  side.catch_up(projector);
  std::vector<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 10; ++page) {
    std::vector<std::pair<std::string, std::string>> asked{{"limit", "7"}};
    if (!cursor.empty()) asked.emplace_back("cursor", cursor);
    const auto body =
        side.answer("/admin/work-orders", with(side.as("mia", "manager"), asked)).body;
    for (auto& id : members(body, "id")) seen.push_back(std::move(id));
    const auto next = members(body, "next");
    if (next.empty()) break;
    cursor = next.front();
    side.shop.at(Moment{Micros{1'763'800'000'000'000}});
    side.shop.commit("demo", {event_of(job, "later" + std::to_string(page),
                                       JobOpened{"work_order",
                                                 "SUBMITTED",
                                                 "A",
                                                 StoreId("s1"),
                                                 CustomerId("c1"),
                                                 AssetId("v1"),
                                                 personal("c1", "x"),
                                                 {},
                                                 {},
                                                 {}})});
    side.catch_up(projector);
  }
  std::vector<std::string> expected;
  for (int n = 34; n >= 10; --n) expected.push_back("w" + std::to_string(n));
  CHECK(seen == expected);
}

TEST_CASE("a list that did not change is not sent again, a detail always is") {
  Asking side;
  three_orders(side);
  auto request = side.as("c1", "customer");
  const auto first = side.answer("/mp/work-orders", request);
  CHECK(first.etag.size() == 32);
  request.if_none_match = {first.etag};
  const auto again = side.answer("/mp/work-orders", request);
  CHECK(again.not_modified);
  CHECK(again.body.empty());
  auto detail = about(side.as("c1", "customer"), "work_order", "w1");
  detail.if_none_match = {"18"};
  CHECK(!side.answer("/mp/work-orders/{work_order}", detail).not_modified);
}

TEST_CASE("a query waits for its position, bounded, and knows one that cannot come") {
  Asking side;
  open_shop(side.shop, "demo");
  auto projector = side.projector(side.tables);
  projector.on_reached([&](const Checkpoint& checkpoint) { side.progress.reached(checkpoint); });
  side.catch_up(projector);
  const auto position =
      side.shop.commit("demo", {event_of("store", "s2", StoreCreated{"西门", {}})});
  auto request = side.as("mia", "manager");
  request.positions = {position};
  CHECK(side.refusal("/admin/stores", request) == "position_not_reached");
  {
    const std::jthread later([&] { side.catch_up(projector); });
    auto patient = request;
    CHECK(members(side.answer("/admin/stores", patient).body, "id").size() == 2);
  }
  CHECK(members(side.answer("/admin/stores", request).body, "id").size() == 2);
  request.positions = {{LogId("another"), Partition{0}, Offset{0}}};
  CHECK(side.refusal("/admin/stores", request) == "position_unknown");
  request.positions = {{position.log, Partition{0}, side.log.end()}};
  CHECK(side.refusal("/admin/stores", request) == "position_unknown");
  request.positions = {{position.log, Partition{7}, Offset{0}}};
  CHECK(side.refusal("/admin/stores", request) == "position_unknown");
}

TEST_CASE("[AR-90:part] the funnel counts how far orders came, by store and date") {
  Asking side;
  three_orders(side);
  const auto funnel = [&](std::vector<std::pair<std::string, std::string>> asked) {
    return side.answer("/admin/reports/funnel", with(side.as("mia", "manager"), std::move(asked)))
        .body;
  };
  const auto all = funnel({{"from", "2025-11-21"}, {"to", "2025-11-22"}});
  CHECK(holds(all, R"("submitted" : 3, "accepted" : 2, "quoted" : 2, "confirmed" : 2)"));
  CHECK(holds(all, R"("finished" : 2, "paid" : 2)"));
  CHECK(holds(all, R"("paid" : 6666)"));
  CHECK(holds(funnel({{"from", "2025-11-22"}, {"to", "2025-11-22"}}), R"("submitted" : 1)"));
  CHECK(holds(funnel({{"from", "2025-11-21"}, {"to", "2025-11-22"}, {"store", "s1"}}),
              R"("submitted" : 2)"));
  CHECK(
      holds(funnel({{"from", "2024-01-01"}, {"to", "2024-01-02"}}), R"("rates_per_10000" : null)"));
}

TEST_CASE("[AR-91:part] durations are those of a log made by hand") {
  Asking side;
  open_shop(side.shop, "demo");
  const auto start = *parse_moment("2025-11-21T08:00:00Z");
  for (int n = 1; n <= 4; ++n) {
    const auto order = std::to_string(n);
    auto now = start;
    const auto step = [&](std::int64_t seconds, std::vector<DecidedEvent> events) {
      now = now + std::chrono::seconds(seconds);
      side.shop.at(now);
      side.shop.commit("demo", events);
    };
    step(0, {event_of(job, order,
                      JobOpened{"work_order",
                                "SUBMITTED",
                                "A",
                                StoreId("s1"),
                                CustomerId("c1"),
                                AssetId("v1"),
                                personal("c1", "x"),
                                {},
                                {},
                                {}})});
    step(n * 100, {moved(order, "SUBMITTED", "ACCEPTED")});
    step(1, {moved(order, "ACCEPTED", "DIAGNOSING")});
    step(n * 10, {moved(order, "DIAGNOSING", "QUOTED")});
    step(1, {moved(order, "QUOTED", "REPAIRING")});
    step(n * 1000, {moved(order, "REPAIRING", "READY_TO_PAY")});
    if (n < 4) step(n, {moved(order, "READY_TO_PAY", "PAID")});
  }
  side.project();
  const auto body =
      side.answer("/admin/reports/durations",
                  with(side.as("mia", "manager"), {{"from", "2025-11-21"}, {"to", "2025-11-21"}}))
          .body;
  const auto four = [](int mean, int median, int p95) {
    return fmt::format(
        R"("orders" : 4, "mean_seconds" : {}, "median_seconds" : {}, "p95_seconds" : {})", mean,
        median, p95);
  };
  CHECK(holds(body, R"("accept" : {)" + four(250, 250, 385)));
  CHECK(holds(body, R"("diagnose" : {)" + four(25, 25, 39)));
  CHECK(holds(body, R"("repair" : {)" + four(2500, 2500, 3850)));
  CHECK(holds(body,
              R"("wait_for_payment" : {"orders" : 3, "mean_seconds" : 2, "median_seconds" : 2)"));
}

TEST_CASE("what an event could not be folded into says so, and reports as a whole") {
  Asking side;
  three_orders(side);
  side.database.sql(
      "INSERT INTO auto_g1.dead_letters VALUES "
      "('demo', 0, 99, 0, 'X', 'job', 'w1', 'event_unknown', '')");
  const auto mia = [&] { return side.as("mia", "manager"); };
  CHECK(holds(side.answer("/admin/work-orders/{work_order}", about(mia(), "work_order", "w1")).body,
              R"("incomplete":true)"));
  CHECK(
      !holds(side.answer("/admin/work-orders/{work_order}", about(mia(), "work_order", "w2")).body,
             "incomplete"));
  CHECK(holds(side.answer("/admin/work-orders", mia()).body, R"("incomplete":true)"));
  CHECK(holds(side.answer("/admin/reports/funnel",
                          with(mia(), {{"from", "2025-11-21"}, {"to", "2025-11-21"}}))
                  .body,
              R"("incomplete" : true)"));
  CHECK(holds(side.answer("/admin/dead-letters", mia()).body, R"("event":"X")"));
}

TEST_CASE("without PostgreSQL a query says so, and answers again when it is back") {
  TestCluster cluster;
  Asking side(cluster.url());
  three_orders(side);
  CHECK(side.refusal("/admin/stores", side.as("mia", "manager")) == "answered");
  cluster.stop();
  CHECK(side.refusal("/admin/stores", side.as("mia", "manager")) == "read_models_unavailable");
  CHECK(side.refusal("/admin/stores", side.as("mia", "manager")) == "read_models_unavailable");
  cluster.start();
  CHECK(side.refusal("/admin/stores", side.as("mia", "manager")) == "answered");
}

TEST_CASE("every query that is declared can be asked") {
  Asking side;
  three_orders(side);
  for (const auto& type : projections::auto_repair_queries()) {
    INFO(type.path);
    REQUIRE(!type.roles.empty());
    auto request = side.as("c1", std::string(type.roles.front()));
    if (type.report) request.parameters = {{"from", "2025-11-21"}, {"to", "2025-11-21"}};
    for (const auto* name :
         {"work_order", "vehicle", "payment", "store", "staff", "template_id", "customer"}) {
      request.path[name] = "none";
    }
    const auto code = side.refusal(type.path, request);
    CHECK((code == "answered" || code == "not_found"));
  }
}

}  // namespace fettle::test
