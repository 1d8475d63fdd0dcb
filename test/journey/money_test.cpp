// Money after the payment: back to the payer, more from him, and what he gets for it.
#include <doctest/doctest.h>

#include <algorithm>

#include "test/journey/support/money_entries.hpp"

using namespace fettle::journey;

namespace {

const std::string supplements = "/admin/work-orders/{work_order}/supplements";

Answer refund(const std::string& payment, std::int64_t fen, const Headers& headers = {}) {
  return shop().finance.post("/admin/payments/" + payment + "/refunds",
                             {{"amount", money(fen)}, {"reason", "少修一项"}}, headers);
}

// What the audit trail has of a command on this object, the newest first.
Json audited(const std::string& object, const std::string& route) {
  auto rows = Json::array();
  for (auto& row : shop().manager.list("/admin/audit?object=" + object)) {
    if (row.at("action") == route) rows.push_back(std::move(row));
  }
  return rows;
}

const Json* find(const Json& rows, const std::string& member, const Json& value) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Json& row) { return row.at(member) == value; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("[AR-48:part] a refund is at most what is left, done once, and audited") {
  WorkOrder order(shop());
  order.to("PAID");
  const auto payment = payment_of(order);
  CHECK(refund(payment, usual_fen + 1).field_code("amount") == "refund_over_paid");
  const Headers key{{"Idempotency-Key", shop().served().fresh_key()}};
  const auto first = refund(payment, 10'000, key);
  REQUIRE(first.status == 201);
  CHECK(first.body.at("refundable") == money(usual_fen - 10'000));
  CHECK(refund(payment, 10'000, key).text == first.text);
  accepted(refund(payment, 5'000));
  CHECK(refund(payment, usual_fen - 15'000 + 1).status == 422);

  const auto refunds = shop().finance.list("/admin/refunds?payment=" + payment);
  CHECK(refunds.size() == 2);
  const auto trail = audited(payment, "POST /admin/payments/{payment}/refunds");
  REQUIRE(trail.size() == 2);
  CHECK(trail.at(0).at("before").at("RefundAsked.previous_refunded") == money(10'000));
  CHECK(trail.at(0).at("after").at(0).at("data").at("refunded") == money(15'000));
  CHECK(trail.at(0).at("actor") == shop().finance.account());
  CHECK(shop().finance.list("/admin/payments?work_order=" + order.id).at(0).at("refunded") ==
        money(15'000));
}

TEST_CASE("[AR-49] a supplement is a payment of its own and a new version of the quote") {
  WorkOrder order(shop());
  order.to("PAID");
  const auto asked =
      order.done(shop().manager, supplements, {{"amount", money(4'000)}, {"reason", "加换机油"}});
  CHECK(asked.body.at("quote_version") == 2);
  CHECK(asked.body.at("total") == money(usual_fen + 4'000));
  CHECK(order.shown().at("supplement") == money(4'000));
  const auto begun =
      order.done(order.customer, "/mp/work-orders/{work_order}/payments", {{"quote_version", 2}});
  CHECK(begun.body.at("amount") == money(4'000));
  order.done(shop().finance, "/admin/work-orders/{work_order}/record-payment",
             {{"quote_version", 2}, {"amount", money(4'000)}});

  const auto shown = order.shown();
  CHECK(shown.at("status") == "PAID");
  CHECK(shown.at("paid") == money(usual_fen + 4'000));
  CHECK(shown.at("supplement").is_null());
  REQUIRE(shown.at("quotes").size() == 2);
  const auto* payment = find(shown.at("payments"), "purpose", "supplement");
  REQUIRE(payment != nullptr);
  CHECK(payment->at("amount") == money(4'000));
  CHECK(payment->at("order_id") == order.id);
  const auto trail = audited(order.id, "POST " + supplements);
  REQUIRE(trail.size() == 1);
  CHECK(trail.at(0).at("before").at("SupplementAsked.previous_total") == money(usual_fen));
  const auto* after = find(trail.at(0).at("after"), "type", "SupplementAsked");
  REQUIRE(after != nullptr);
  CHECK(after->at("data").at("total") == money(usual_fen + 4'000));
}

TEST_CASE(
    "[AR-50:part] a reversal stands beside the payment that it undoes, each naming the other") {
  WorkOrder order(shop());
  order.to("PAID");
  const auto payment = payment_of(order);
  const auto reversed = accepted(
      shop().manager.post("/admin/payments/" + payment + "/reversal", {{"reason", "记错单"}}));
  const auto shown = order.shown();
  REQUIRE(shown.at("refunds").size() == 1);
  const auto& row = shown.at("refunds").at(0);
  CHECK(row.at("id") == reversed.body.at("refund"));
  CHECK(row.at("kind") == "REVERSAL");
  CHECK(row.at("payment_id") == payment);
  CHECK(row.at("amount") == money(usual_fen));
  const auto& original = shown.at("payments").at(0);
  CHECK(original.at("status") == "SUCCEEDED");
  CHECK(original.at("received") == money(usual_fen));
  CHECK(original.at("reversed_by") == reversed.body.at("refund"));
}

TEST_CASE("[AR-47:part] the owner's invoice data leads to an invoice that owner and finance see") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const auto path = order.path("/mp/work-orders/{work_order}/invoice");
  const auto data = Json{{"title", "李雷商贸"}, {"tax_number", "91110000123456789X"}}.dump();
  CHECK(order.customer.send("PUT", path, data).code() == "wrong_state");
  order.to("PAID");
  accepted(order.customer.send("PUT", path, data));
  const auto bad = Json{{"title", "李雷商贸"}, {"email", "none"}}.dump();
  CHECK(order.customer.send("PUT", path, bad).status == 422);
  accepted(shop().finance.post(order.path("/admin/work-orders/{work_order}/issue-invoice"),
                               {{"number", "F-1"}}));
  const auto shown = order.customer.get("/mp/work-orders/" + order.id).body.at("invoice");
  CHECK(shown.at("status") == "ISSUED");
  CHECK(shown.at("number") == "F-1");
  CHECK(shown.at("amount") == money(usual_fen));
  CHECK(shop().finance.get("/admin/invoices/" + order.id).body.at("title") == "李雷商贸");
}

TEST_CASE("[AR-53:part] a paid order is reviewed once by its owner, for its technician") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const std::string review = "/mp/work-orders/{work_order}/review";
  const Json good{{"stars", 4}, {"tags", Json::array({"准时", "专业"})}, {"text", "修得好"}};
  CHECK(order.post(order.customer, review, good).code() == "wrong_state");
  order.to("PAID");
  for (const int stars : {0, 6}) {
    const auto outside =
        order.post(order.customer, review, {{"stars", stars}, {"tags", Json::array()}});
    CHECK(outside.field_code("stars") == "field_range");
  }
  CHECK(order.post(shop().customer(), review, good).status == 404);
  order.done(order.customer, review, good);
  CHECK(order.post(order.customer, review, good).code() == "review_given");
  const auto listed =
      shop().manager.list("/admin/reviews?technician=" + order.technician.account());
  REQUIRE(listed.size() == 1);
  CHECK(listed.at(0).at("stars") == 4);
  CHECK(listed.at(0).at("tags") == good.at("tags"));
  CHECK(order.shown().at("review").at("text") == "修得好");
}

TEST_CASE("[AR-51:part] what a statement does not share with the books is listed and settled") {
  auto statement = stray_statement(shop());
  const auto trade = statement.at("lines").at(0).at("trade_no");
  const auto imported = accepted(shop().finance.post("/admin/statements", statement));
  CHECK(imported.body.at("missing_ours") == 1);
  CHECK(imported.body.at("matched") == 0);
  const auto day = shop().finance.get("/admin/statements/2026-11-20").body;
  CHECK(day.at("their_paid") == money(500));
  CHECK(day.at("our_paid") == money(0));
  const auto* item = find(day.at("items"), "trade_no", trade);
  REQUIRE(item != nullptr);
  CHECK(item->at("code") == "missing_ours");
  const auto id = item->at("id").get<std::string>();
  accepted(shop().finance.post("/admin/cases/" + id + "/settle", {{"note", "测试交易"}}));
  const auto settled = shop().finance.list("/admin/statement-items?settled=true&day=2026-11-20");
  const auto* now = find(settled, "trade_no", trade);
  REQUIRE(now != nullptr);
  CHECK(now->at("note") == "测试交易");
}

TEST_CASE("[AR-52:part] the payment journal is for finance and the manager, by order and state") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  order.done(order.customer, "/mp/work-orders/{work_order}/payments", {{"quote_version", 1}});
  order.pay();
  for (const auto& by : {shop().finance, shop().manager}) {
    const auto rows = by.list("/admin/payment-events?work_order=" + order.id);
    CHECK(find(rows, "outcome", "SUCCEEDED") != nullptr);
    CHECK(find(rows, "outcome", "STARTED") != nullptr);
  }
  const auto path = "/admin/payment-events?work_order=" + order.id;
  CHECK(shop().finance.list(path + "&state=SUCCEEDED&store=" + order.store).size() == 1);
  const auto rows = shop().finance.list(path);
  const auto at = find(rows, "outcome", "SUCCEEDED")->at("at").get<std::string>();
  const auto since = shop().finance.list(path + "&from=" + at);
  CHECK(find(since, "outcome", "SUCCEEDED") != nullptr);
  CHECK(find(since, "outcome", "STARTED") == nullptr);
  const auto before = shop().finance.list(path + "&until=" + at);
  CHECK(find(before, "outcome", "SUCCEEDED") == nullptr);
  CHECK(since.size() + before.size() == rows.size());
  for (const auto& by : {shop().front_desk, shop().warehouse, order.technician}) {
    CHECK(by.get(path).status == 403);
  }
}

TEST_CASE("[AR-42:part] the owner sees what became of his payment, and nobody else's") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const auto begun =
      order.done(order.customer, "/mp/work-orders/{work_order}/payments", {{"quote_version", 1}});
  const auto path = "/mp/payments/" + begun.body.at("payment").get<std::string>();
  CHECK(order.customer.get(path).body.at("status") == "PENDING");
  order.pay();
  CHECK(order.customer.get(path).body.at("status") == "SUCCEEDED");
  CHECK(shop().customer().get(path).status == 404);
}
