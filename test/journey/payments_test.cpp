// Paying: only what the customer agreed to last.
#include <doctest/doctest.h>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

const std::string payments = "/mp/work-orders/{work_order}/payments";
const std::string record = "/admin/work-orders/{work_order}/record-payment";
const std::string changed_text = "报价已更新请重新确认";

Json of_version(std::int64_t version) { return {{"quote_version", version}}; }

Json payments_of(WorkOrder& order) {
  return shop().finance.list("/admin/payments?work_order=" + order.id);
}

void check_changed(const Answer& answer) {
  CHECK(answer.status == 409);
  CHECK(answer.code() == "quote_changed");
  CHECK(answer.detail() == changed_text);
}

}  // namespace

TEST_CASE("[AR-39] a payment for another version than the confirmed current one is refused") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  order.quote(usual_fen + 100);
  for (const int version : {1, 2, 3}) {
    check_changed(order.post(order.customer, payments, of_version(version)));
    auto cash = of_version(version);
    cash["amount"] = money(usual_fen);
    check_changed(order.post(shop().finance, record, cash));
  }
  CHECK(payments_of(order).empty());
  CHECK(order.shown().at("payment_id").is_null());
  const auto sql =
      "SELECT count(*) FROM auto.payment_events e JOIN auto.payments p ON p.id = "
      "e.payment_id WHERE p.order_id = '" +
      order.id + "'";
  CHECK(shop().served().database().value(sql) == "0");

  order.confirm();
  CHECK(order.state() == "READY_TO_PAY");
  check_changed(order.post(order.customer, payments, of_version(1)));
  const auto begun = order.done(order.customer, payments, of_version(2));
  CHECK(begun.body.at("amount") == money(usual_fen + 100));
  CHECK(begun.body.at("quote_version") == 2);
  order.pay(usual_fen + 100);
  CHECK(order.state() == "PAID");
}

TEST_CASE("[AR-39] a quote that changes after the payment began ends that attempt") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const auto first = order.done(order.customer, payments, of_version(1));
  order.quote(usual_fen - 500);
  check_changed(order.post(order.customer, payments, of_version(1)));
  const auto dropped = payments_of(order);
  REQUIRE(dropped.size() == 1);
  CHECK(dropped.at(0).at("id") == first.body.at("payment"));
  CHECK(dropped.at(0).at("status") == "FAILED");
  order.confirm();
  const auto second = order.done(order.customer, payments, of_version(2));
  CHECK(second.body.at("payment") != first.body.at("payment"));
  CHECK(second.body.at("amount") == money(usual_fen - 500));
}

TEST_CASE("a payment is recorded once, for the confirmed total") {
  WorkOrder order(shop());
  order.to("READY_TO_PAY");
  const Json less{{"quote_version", 1}, {"amount", money(usual_fen - 1)}};
  const auto wrong = order.post(shop().finance, record, less);
  CHECK(wrong.status == 422);
  CHECK(wrong.field_code("amount") == "payment_amount_mismatch");
  order.pay();
  const auto shown = order.shown();
  CHECK(shown.at("status") == "PAID");
  CHECK(shown.at("paid") == money(usual_fen));
  const auto all = payments_of(order);
  REQUIRE(all.size() == 1);
  CHECK(all.at(0).at("status") == "SUCCEEDED");
  CHECK(all.at(0).at("amount") == money(usual_fen));
  CHECK(all.at(0).at("order_id") == order.id);
  CHECK(all.at(0).at("recorded_by") == shop().finance.account());
}
