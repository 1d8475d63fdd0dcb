// Paying: only the confirmed version, once, for its total.
#include "commands/payment/state.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

PaymentStanding standing(Shop& shop, const PaymentId& payment) {
  return shop.view().get<Payment>(payment)->standing;
}

}  // namespace

TEST_CASE("a changed quote cannot be paid until it is confirmed again") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  shop.given(desk, quote_of(id, 950));
  for (const auto& version : {v1, v2}) {
    const auto outcome = shop.when(li, StartPayment{id, version});
    outcome.rejected(Refusal::wrong_state, "quote_changed");
    CHECK(outcome.rejection().detail == "报价已更新请重新确认");
    const auto cash = shop.when(desk, RecordPayment{id, version, yuan_of(950), no_note});
    CHECK(cash.rejection().detail == "报价已更新请重新确认");
  }
  shop.given(li, ConfirmQuote{id, v2});
  const auto begun = shop.when(li, StartPayment{id, v2});
  begun.then({"PaymentBegun", "PaymentStarted"});
  CHECK(begun.event<PaymentStarted>().amount == yuan_of(950));
  CHECK(begun.event<PaymentStarted>().customer == CustomerId("li"));
}

TEST_CASE("a second start of the payment is answered with the open attempt") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  const auto first = shop.given(li, StartPayment{id, v1});
  const auto second = shop.given(li, StartPayment{id, v1});
  second.then({});
  CHECK(second.decision().answer == first.decision().answer);
  CHECK(second.id() == id.text());
}

TEST_CASE("a new quote ends the open attempt to pay") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  const auto payment = shop.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  shop.when(desk, quote_of(id, 1)).then({"PaymentDropped", "PaymentFailed", "QuoteIssued"});
  CHECK(standing(shop, payment) == PaymentStanding::FAILED);
  CHECK_FALSE(shop.order(id).payment);
}

TEST_CASE("cash pays the open attempt and the order in one commit") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  const auto payment = shop.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  shop.when(desk, RecordPayment{id, v1, yuan_of(899), no_note})
      .rejected_field("amount", "payment_amount_mismatch");
  const auto paid = shop.when(desk, RecordPayment{id, v1, yuan_of(900), no_note});
  paid.then({"JobPaid", "JobMoved", "PaymentSucceeded"});
  CHECK(paid.event<JobPaid>().payment == payment);
  CHECK(paid.event<PaymentSucceeded>().recorded_by == "desk");
  CHECK(standing(shop, payment) == PaymentStanding::SUCCEEDED);
  CHECK(paid.id() == id.text());
}

TEST_CASE("cash without an attempt makes one") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  shop.when(desk, RecordPayment{id, v1, yuan_of(900), Text<1, 500>("现金")})
      .then({"PaymentBegun", "PaymentStarted", "JobPaid", "JobMoved", "PaymentSucceeded"});
  shop.when(desk, RecordPayment{id, v1, yuan_of(900), no_note})
      .rejected(Refusal::wrong_state, "wrong_state");
}

}  // namespace fettle::test
