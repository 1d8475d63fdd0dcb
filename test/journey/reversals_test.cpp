// What was done is undone by something new beside it: of money and of parts.
#include <doctest/doctest.h>

#include <algorithm>

#include "test/http/client.hpp"
#include "test/journey/support/exported.hpp"
#include "test/journey/support/money_entries.hpp"
#include "test/journey/support/odoo_shop.hpp"
#include "test/journey/support/shelves.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

std::vector<Json> on_the_log(const std::string& thing) { return exported(shop().served(), thing); }

// The events behind those of before, which are as they were.
std::vector<Json> appended(const std::vector<Json>& before, const std::vector<Json>& now) {
  REQUIRE(now.size() >= before.size());
  CHECK(std::equal(before.begin(), before.end(), now.begin()));
  const auto behind = now.begin() + static_cast<std::ptrdiff_t>(before.size());
  return std::vector<Json>(behind, now.end());
}

Json movement(const std::string& source, const std::string& kind) {
  for (const auto& one : shop().warehouse.list("/admin/stock-movements?source=" + source)) {
    if (one.at("kind") == kind) return one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("[AR-50] a payment is reversed by an event that names it, and each shows the other") {
  WorkOrder order(shop());
  order.to("PAID");
  const auto payment = payment_of(order);
  const auto path = "/admin/payments/" + payment + "/reversal";
  const Json why{{"reason", "记错单"}};
  for (const auto* caller :
       {&order.customer, &order.technician, &shop().front_desk, &shop().warehouse}) {
    CHECK(caller->post(path, why).status == 403);
  }
  CHECK(shop().manager.post("/admin/payments/no-such/reversal", why).code() == "payment_unknown");
  const auto row_before = accepted(shop().finance.get("/admin/payments/" + payment)).body;
  const auto before = on_the_log("payment/" + payment);

  const std::string reversal = accepted(shop().manager.post(path, why)).body.at("refund");
  const auto events = appended(before, on_the_log("payment/" + payment));
  REQUIRE(types_of(events) == std::vector<std::string>{"RefundAsked", "RefundSucceeded"});
  for (const auto& event : events) {
    CHECK(event.at("subject") == "payment/" + payment);
    CHECK(event.at("actor") == shop().manager.account());
    CHECK(event.at("data").at("refund") == reversal);
    CHECK(event.at("data").at("job") == order.id);
  }
  CHECK(events.front().at("data").at("kind") == "REVERSAL");

  const auto row = accepted(shop().finance.get("/admin/payments/" + payment)).body;
  CHECK(row.at("reversed_by") == reversal);
  CHECK(row.at("refunded") == money(usual_fen));
  for (const auto* kept : {"amount", "received", "status", "settled_at", "started_at"}) {
    CHECK(row.at(kept) == row_before.at(kept));
  }
  const auto refunds = shop().finance.list("/admin/refunds?payment=" + payment);
  REQUIRE(refunds.size() == 1);
  CHECK(refunds.at(0).at("id") == reversal);
  CHECK(refunds.at(0).at("kind") == "REVERSAL");
  CHECK(refunds.at(0).at("payment_id") == payment);
  CHECK(refunds.at(0).at("amount") == money(usual_fen));
  const auto shown = order.shown();
  CHECK(shown.at("refunds").at(0).at("payment_id") == shown.at("payments").at(0).at("id"));
  CHECK(shown.at("payments").at(0).at("reversed_by") == reversal);
  CHECK(shop().manager.post(path, why).code() == "nothing_to_reverse");
}

TEST_CASE("[AR-50] a posting is reversed by another that names it, and each shows the other") {
  auto& beside = beside_shop();
  WorkOrder order(shop());
  order.to("REPAIRING");
  const auto issued = beside.requested(order, pads, 3);
  accepted(beside.approve(issued));
  REQUIRE(beside.becomes(issued, "POSTED"));
  const auto before = on_the_log("requisition/" + issued);
  const auto original = beside.requisition(issued);
  const auto path = "/admin/requisitions/" + issued + "/returns";
  const Json wish{{"quantity", 3}, {"reason", "型号不符"}};
  for (const auto* caller : {&order.customer, &order.technician, &shop().finance}) {
    CHECK(caller->post(path, wish).status == 403);
  }

  const std::string back = accepted(shop().manager.post(path, wish)).body.at("return_id");
  REQUIRE(http::test::eventually([&] { return beside.requisition(issued).at("returned") == 3; }));
  const auto events = appended(before, on_the_log("requisition/" + issued));
  REQUIRE(types_of(events) == std::vector<std::string>{"ReturnAsked", "PartsReturned"});
  for (const auto& event : events) {
    CHECK(event.at("data").at("return_id") == back);
    CHECK(event.at("data").at("job") == order.id);
  }
  CHECK(events.front().at("data").at("original").at("name") == original.at("document"));

  const auto row = beside.requisition(issued);
  for (const auto* kept : {"document", "document_id", "issued", "status", "posted_at"}) {
    CHECK(row.at(kept) == original.at(kept));
  }
  REQUIRE(row.at("returns").size() == 1);
  const auto& reversal = row.at("returns").at(0);
  CHECK(reversal.at("id") == back);
  CHECK(reversal.at("requisition_id") == issued);
  CHECK(reversal.at("original") == original.at("document"));
  CHECK(reversal.at("status") == "RETURNED");
  CHECK(reversal.at("document") != original.at("document"));
  CHECK(order.shown().at("parts_returns").at(0).at("requisition_id") ==
        order.shown().at("requisitions").at(0).at("id"));
  CHECK(movement("requisition/" + issued, "ISSUE").at("document") == original.at("document"));
  CHECK(movement("return/" + back, "RETURN").at("document") == reversal.at("document"));
  CHECK(shop().manager.post(path, wish).field_code("quantity") == "return_too_many");
}
