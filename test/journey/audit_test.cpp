// The audit trail: who, when, what, before, after and trace of every command, done or denied.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include <fstream>

#include "test/journey/support/catalogue.hpp"
#include "test/journey/support/money_entries.hpp"
#include "test/journey/support/refund_entry.hpp"

using namespace fettle::journey;

namespace {

std::string fresh_trace() {
  static int number = 0;
  return fmt::format("{:032x}", 0x75000 + ++number);
}

// Of the tenant that the request is about: one that it makes is named in its path. What needs
// WeChat was asked of the shop beside it.
Json trail_of(const Request& request, const std::string& trace) {
  const auto admin = request.path.find("/admin");
  if (!request.path.starts_with("/tenant-")) {
    const auto rows = shop().manager.list("/admin/audit?trace=" + trace);
    return rows.empty() ? beside_wechat().shop().manager.list("/admin/audit?trace=" + trace) : rows;
  }
  return request.by.list(request.path.substr(0, admin) + "/admin/audit?trace=" + trace);
}

// What follows from a command by itself bears its trace, too: only the caller's own is counted.
Json own_rows(const Request& request, const std::string& trace) {
  Json own = Json::array();
  for (auto& row : trail_of(request, trace)) {
    if (row.at("actor") == request.by.account()) own.push_back(std::move(row));
  }
  return own;
}

Answer send(const Request& request, const std::string& trace) {
  return request.by.send(request.method, request.path, request.body.dump(),
                         {{"Idempotency-Key", shop().served().fresh_key()},
                          {"traceparent", "00-" + trace + "-00f067aa0ba902b7-01"}});
}

void check_six_fields(const Json& row, const Entry& entry, const Request& request,
                      const std::string& trace) {
  CHECK(row.at("actor") == request.by.account());
  CHECK(row.at("role") == request.by.role());
  CHECK(row.at("at").get<std::string>().ends_with("Z"));
  CHECK(row.at("action") == entry.route);
  CHECK_FALSE(row.at("object_id").get<std::string>().empty());
  CHECK(row.at("trace_id") == trace);
  CHECK(row.at("outcome") == "ACCEPTED");
  REQUIRE_FALSE(row.at("after").empty());
  CHECK(row.at("after").at(0).contains("data"));
}

// Whatever was there before has a version before; nothing stands there of what is new.
bool tells_before(const Json& row) {
  return row.at("before").is_object() && !row.at("before").empty();
}

// The only row of this object by this action.
Json only(const std::string& object, const std::string& action) {
  const auto rows = shop().manager.list("/admin/audit?object=" + object);
  Json found;
  int count = 0;
  for (const auto& row : rows) {
    if (!row.at("action").get<std::string>().ends_with(action)) continue;
    found = row;
    ++count;
  }
  REQUIRE(count == 1);
  return found;
}

void check_edit(const std::string& object, const std::string& event, const std::string& member,
                const Json& was, const Json& is) {
  for (const auto& row : shop().manager.list("/admin/audit?object=" + object)) {
    const auto& after = row.at("after").at(0);
    if (after.at("type") != event) continue;
    CHECK(row.at("before").at(event + ".previous").at(member) == was);
    CHECK(after.at("data").at(member) == is);
    return;
  }
  FAIL("no row of " << event);
}

}  // namespace

TEST_CASE(
    "[AR-75] every command that was done has one row: who, when, what, before, after, trace") {
  int with_before = 0;
  for (const auto& entry : catalogue()) {
    CAPTURE(entry.route);
    const auto request = entry.make(shop());
    const auto trace = fresh_trace();
    const auto answer = send(request, trace);
    REQUIRE_MESSAGE(answer.accepted(), answer.text);
    const auto rows = own_rows(request, trace);
    REQUIRE(rows.size() == 1);
    check_six_fields(rows.at(0), entry, request, trace);
    with_before += tells_before(rows.at(0));
    if (answer.body.contains("version") && answer.body.contains("id") &&
        rows.at(0).at("object_id") == answer.body.at("id") && answer.version() > 1 &&
        rows.at(0).at("after").size() == 1) {
      CHECK(rows.at(0).at("before").at("version") == answer.version() - 1);
    }
  }
  CHECK(with_before > 25);
}

TEST_CASE("[AR-75] a denied command has its row, and no face changes or removes any") {
  WorkOrder order(shop());
  const auto trace = fresh_trace();
  const Request denied{order.technician, "POST",
                       order.path("/admin/work-orders/{work_order}/close"), Json::object()};
  CHECK(send(denied, trace).status == 403);
  (void)accepted(shop().manager.post("/admin/stores", {{"name", "路标店"}}));
  const auto rows = own_rows(denied, trace);
  REQUIRE(rows.size() == 1);
  const auto& row = rows.at(0);
  CHECK(row.at("outcome") == "DENIED");
  CHECK(row.at("code") == "role_not_allowed");
  CHECK(row.at("object_id") == order.id);
  CHECK(row.at("before").is_null());
  CHECK(row.at("trace_id") == trace);
  for (const auto* path : {"/admin/audit", "/admin/audit/some-id"}) {
    for (const auto* method : {"DELETE", "PUT", "PATCH", "POST"}) {
      const auto answer = shop().manager.send(method, path, "{}");
      CHECK((answer.status == 404 || answer.status == 405));
    }
  }
  std::ifstream file(FETTLE_SOURCE_ROOT "/schemas/published/openapi.json");
  const auto paths = Json::parse(file).at("paths");
  for (const auto& [path, operations] : paths.items()) {
    if (path.find("/audit") == std::string::npos) continue;
    for (const auto& [verb, operation] : operations.items()) CHECK(verb == "get");
  }
  CHECK(own_rows(denied, trace) == rows);
}

TEST_CASE("[AR-75] settlement, refund and quote approval are found by actor, object and time") {
  WorkOrder order(shop(), shop().careful);
  order.to("DIAGNOSING");
  order.quote(threshold_fen);
  order.approve();
  order.confirm();
  order.to("READY_TO_PAY");
  order.pay(threshold_fen);
  const auto payment = payment_of(order);
  (void)accepted(shop().finance.post("/admin/payments/" + payment + "/refunds",
                                     {{"amount", money(100)}, {"reason", "少修一项"}}));
  const auto approval = only(order.id, "/approve-quote");
  const auto settlement = only(order.id, "/record-payment");
  const auto refund = only(payment, "/refunds");
  CHECK(approval.at("actor") == shop().manager.account());
  CHECK(approval.at("before").contains("version"));
  CHECK(settlement.at("before").at("JobMoved.from") == "READY_TO_PAY");
  CHECK(refund.at("actor") == shop().finance.account());
  CHECK(refund.at("before").at("RefundAsked.previous_refunded") == money(0));

  for (const auto& row : {approval, settlement, refund}) {
    const std::string at = row.at("at"), actor = row.at("actor"), object = row.at("object_id");
    CAPTURE(object);
    const auto here = "/admin/audit?actor=" + actor + "&object=" + object;
    bool found = false;
    for (const auto& one : shop().manager.list(here + "&from=" + at)) found |= one == row;
    CHECK(found);
    for (const auto& one : shop().manager.list(here + "&until=" + at)) {
      CHECK(one.at("at").get<std::string>() <= at);
    }
    CHECK(shop().manager.list(here + "&from=2999-01-01T00:00:00Z").empty());
    CHECK(shop().manager.list("/admin/audit?actor=nobody&object=" + object).empty());
  }
}

TEST_CASE("[AR-75:part] an edit's row has the values before it") {
  const auto customer = shop().customer();
  const auto vehicle = shop().vehicle_of(customer);
  (void)accepted(
      customer.send("PATCH", "/mp/vehicles/" + vehicle, Json{{"mileage_km", 50'000}}.dump()));
  check_edit(vehicle, "AssetEdited", "mileage_km", 45'000, 50'000);
  const auto store = accepted(shop().manager.post("/admin/stores", {{"name", "旧名"}})).id();
  (void)accepted(
      shop().manager.send("PATCH", "/admin/stores/" + store, Json{{"name", "新名"}}.dump()));
  check_edit(store, "StoreEdited", "name", "旧名", "新名");
  const auto person = shop().technician().account();
  (void)accepted(
      shop().manager.send("PATCH", "/admin/staff/" + person, Json{{"role", "warehouse"}}.dump()));
  check_edit(person, "StaffEdited", "role", "technician", "warehouse");
}
