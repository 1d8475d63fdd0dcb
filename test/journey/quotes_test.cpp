// Quotes: lines, versions, the customer's consent and the manager's.
#include <doctest/doctest.h>

#include <functional>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

const std::string quotes = "/admin/work-orders/{work_order}/quotes";
const std::string confirm = "/mp/work-orders/{work_order}/confirm-quote";
const std::string start_repair = "/tech/work-orders/{work_order}/start-repair";

Json line(const std::string& kind, int hundredths, std::int64_t price, std::int64_t amount) {
  return {{"kind", kind},
          {"name", "明细 " + kind},
          {"quantity_hundredths", hundredths},
          {"unit_price", money(price)},
          {"amount", money(amount)}};
}

// 1.5 h at 200.00, two parts at 99.99, less 50.00, and tax: 486.86 in all.
Json four_kinds() {
  return {{"lines",
           Json::array({line("LABOUR", 150, 20'000, 30'000), line("PART", 200, 9'999, 19'998),
                        line("DISCOUNT", 100, -5'000, -5'000), line("TAX", 100, 3'688, 3'688)})},
          {"total", money(48'686)}};
}

Json of_version(std::int64_t version) { return {{"quote_version", version}}; }

// All versions of the order's quote as the management sees them, the oldest first.
Json versions_of(WorkOrder& order) {
  return shop().manager.list("/admin/quotes?work_order=" + order.id);
}

}  // namespace

TEST_CASE("[AR-36] a quote shows lines of four kinds and their sum to the fen") {
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  const auto quote = four_kinds();
  order.done(shop().front_desk, quotes, quote);
  const auto shown = versions_of(order).at(0);
  CHECK(shown.at("lines") == quote.at("lines"));
  std::int64_t sum = 0;
  for (const auto& each : shown.at("lines")) {
    sum += each.at("amount").at("minor").get<std::int64_t>();
  }
  CHECK(shown.at("total") == money(sum));
  CHECK(sum == 48'686);
}

TEST_CASE("[AR-36] a quote whose total or line differs from its sum is refused") {
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  for (const std::int64_t wrong : {48'685, 48'687, 0, -48'686}) {
    auto quote = four_kinds();
    quote["total"] = money(wrong);
    const auto answer = order.post(shop().front_desk, quotes, quote);
    CHECK(answer.status == 422);
    CHECK(answer.field_code("total") == "quote_total_mismatch");
  }
  auto quote = four_kinds();
  quote["lines"][1]["amount"] = money(19'999);
  const auto answer = order.post(shop().front_desk, quotes, quote);
  CHECK(answer.status == 422);
  CHECK(answer.field_code("lines.1.amount") == "amount_mismatch");
  CHECK(order.shown().at("status") == "DIAGNOSING");
  CHECK(versions_of(order).empty());
}

TEST_CASE("[AR-37] versions count from one without gaps, and older ones stay as they were") {
  WorkOrder order(shop());
  order.to("DIAGNOSING");
  for (const int fen : {10'000, 20'000, 30'000}) {
    order.quote(fen);
    CHECK(order.state() == "QUOTED");
    CHECK(order.post(shop().front_desk, quotes, {{"lines", Json::array()}}).status == 422);
  }
  const auto all = versions_of(order);
  REQUIRE(all.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto fen = static_cast<std::int64_t>(10'000 * (i + 1));
    CHECK(all.at(i).at("quote_version") == i + 1);
    CHECK(all.at(i).at("total") == money(fen));
    CHECK(all.at(i).at("lines") == quote_of(fen).at("lines"));
    CHECK(all.at(i).at("state") == "ISSUED");
    CHECK(all.at(i).at("superseded") == (i < 2));
  }
  order.confirm();
  CHECK(versions_of(order).at(2).at("state") == "CONFIRMED");
  const auto kept = shop().served().database().value(
      "SELECT string_agg(concat_ws(':', quote_version, jsonb_typeof(lines), state, "
      "superseded), ' ' "
      "ORDER BY quote_version) FROM auto.quotes WHERE order_id = '" +
      order.id + "'");
  CHECK(kept == "1:array:ISSUED:t 2:array:ISSUED:t 3:array:CONFIRMED:f");
}

TEST_CASE("[AR-37] a new version leaves the confirm state and all else of the one before") {
  struct Before {
    std::string state;
    std::function<void(WorkOrder&)> bring;
  };
  const std::string reject = "/admin/work-orders/{work_order}/reject-quote";
  const std::vector<Before> befores{
      {"WAITING_APPROVAL", [](WorkOrder&) {}},
      {"ISSUED", [](WorkOrder& order) { order.approve(); }},
      {"CONFIRMED",
       [](WorkOrder& order) {
         order.approve();
         order.confirm();
       }},
      {"REJECTED", [&](WorkOrder& order) {
         order.done(shop().manager, reject, {{"quote_version", 1}, {"reason", "折扣不足"}});
       }}};
  for (const auto& [state, bring] : befores) {
    CAPTURE(state);
    WorkOrder order(shop(), shop().careful);
    order.to("DIAGNOSING");
    order.quote(threshold_fen);
    bring(order);
    auto before = versions_of(order).at(0);
    CHECK(before.at("state") == state);
    CHECK(before.at("superseded") == false);
    order.quote(threshold_fen + 100);
    before["superseded"] = true;
    const auto all = versions_of(order);
    REQUIRE(all.size() == 2);
    CHECK(all.at(0) == before);
    CHECK(all.at(1).at("state") == "WAITING_APPROVAL");
    CHECK(all.at(1).at("superseded") == false);
    const auto waiting = shop().manager.list(
        "/admin/quotes?state=WAITING_APPROVAL&superseded=false&work_order=" + order.id);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting.at(0).at("quote_version") == 2);
  }
}

TEST_CASE("[AR-38] only the owner confirms, only the current version, only once") {
  WorkOrder order(shop());
  order.to("QUOTED");
  order.quote(20'000);
  const auto stale = order.post(order.customer, confirm, of_version(1));
  CHECK(stale.status == 409);
  CHECK(stale.code() == "QUOTE_VERSION_MISMATCH");
  CHECK(order.post(order.customer, confirm, of_version(3)).code() == "QUOTE_VERSION_MISMATCH");
  CHECK(order.post(shop().customer(), confirm, of_version(2)).status == 404);
  for (const auto* staff : {&shop().manager, &shop().front_desk, &order.technician}) {
    CHECK(order.post(*staff, confirm, of_version(2)).status == 403);
  }
  CHECK(order.shown().at("status") == "QUOTED");
  CHECK(order.done(order.customer, confirm, of_version(2)).body.at("state") ==
        "CUSTOMER_CONFIRMED");
  const auto again = order.post(order.customer, confirm, of_version(2));
  CHECK(again.status == 409);
  CHECK(again.code() == "quote_already_confirmed");
  CHECK(order.shown().at("confirmed_version") == 2);
}

TEST_CASE("a new version after the consent keeps the state and asks for consent again") {
  WorkOrder order(shop());
  order.to("CUSTOMER_CONFIRMED");
  order.quote(25'000);
  CHECK(order.state() == "CUSTOMER_CONFIRMED");
  const auto early = order.post(order.technician, start_repair);
  CHECK(early.status == 409);
  CHECK(early.code() == "quote_not_confirmed");
  order.confirm();
  CHECK(order.state() == "CUSTOMER_CONFIRMED");
  CHECK(order.post(order.technician, start_repair).accepted());
}

TEST_CASE("[AR-40:part] a quote at or above the store's threshold waits for the manager") {
  WorkOrder order(shop(), shop().careful);
  order.to("DIAGNOSING");
  order.quote(threshold_fen - 1);
  CHECK(order.shown().at("quote_needs_approval") == false);
  order.quote(threshold_fen);
  const auto waiting = [&] {
    const auto path =
        "/admin/quotes?state=WAITING_APPROVAL&superseded=false&work_order=" + order.id;
    return shop().manager.list(path).size();
  };
  CHECK(waiting() == 1);
  const auto early = order.post(order.customer, confirm, of_version(2));
  CHECK(early.status == 409);
  CHECK(early.code() == "quote_awaits_approval");
  order.approve();
  CHECK(waiting() == 0);
  order.confirm();
  CHECK(order.state() == "CUSTOMER_CONFIRMED");

  WorkOrder elsewhere(shop());
  elsewhere.to("DIAGNOSING");
  elsewhere.quote(threshold_fen);
  CHECK(elsewhere.post(elsewhere.customer, confirm, of_version(1)).accepted());
}

TEST_CASE(
    "[AR-40:part] a manager of another store neither sets the threshold nor sees the quotes") {
  WorkOrder order(shop(), shop().careful);
  order.to("DIAGNOSING");
  order.quote();
  const Caller other(shop().served(), {"west-manager", "manager", shop().store});
  const Caller own(shop().served(), {"careful-manager", "manager", shop().careful});
  const std::string put = "/admin/settings/quote_approval_threshold";
  for (const Json& body : {Json{{"value", 1}}, Json{{"value", 1}, {"store", shop().careful}}}) {
    const auto answer = other.send("PUT", put, body.dump());
    CHECK(answer.status == 403);
    CHECK(answer.code() == "not_your_store");
  }
  CHECK(own.send("PUT", put, Json{{"value", threshold_fen}, {"store", shop().careful}}.dump())
            .accepted());
  CHECK(other.list("/admin/quotes?work_order=" + order.id).empty());
  CHECK(own.list("/admin/quotes?work_order=" + order.id).size() == 1);
}

TEST_CASE("[AR-40:part] [AR-75:part] a rejected quote is not confirmable, and both are audited") {
  WorkOrder order(shop(), shop().careful);
  order.to("DIAGNOSING");
  order.quote(threshold_fen * 2);
  order.done(shop().manager, "/admin/work-orders/{work_order}/reject-quote",
             {{"quote_version", 1}, {"reason", "折扣不足"}});
  CHECK(order.post(order.customer, confirm, of_version(1)).code() == "quote_rejected");
  order.quote(threshold_fen);
  order.approve();
  std::vector<std::string> found;
  for (const auto& row : shop().manager.list("/admin/audit?object=" + order.id)) {
    if (row.at("actor") != shop().manager.account()) continue;
    const auto action = row.at("action").get<std::string>();
    found.push_back(action.substr(action.rfind('/') + 1));
    CHECK(row.at("trace_id").get<std::string>().size() == 32);
    CHECK(row.at("outcome") == "ACCEPTED");
  }
  CHECK(found == std::vector<std::string>{"approve-quote", "reject-quote"});
}
