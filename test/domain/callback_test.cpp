// Callbacks: each is kept, whatever it is; a good one takes effect once, in the same commit.
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

std::string outcome_of(const Outcome& outcome) { return outcome.event<CallbackReceived>().outcome; }

}  // namespace

TEST_CASE("[AR-46:part] a verified callback of the right amount pays the order in its own commit") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  const auto told =
      till.when(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(900))));
  told.then({"CallbackReceived", "JobPaid", "JobMoved", "PaymentSucceeded"});
  CHECK(outcome_of(told) == "APPLIED");
  CHECK(told.event<CallbackReceived>().job == id);
  CHECK(told.event<PaymentSucceeded>().transaction_id == "4200001");
  CHECK(till.order(id).state == "PAID");
}

TEST_CASE("a callback that comes again is kept and changes nothing") {
  Till till;
  const auto id = till.paid_order();
  for (int i = 0; i < 9; ++i) {
    const auto again = till.when(
        connector, callback(CallbackVerdict::OK, trade_of(till.paid_by(id), yuan_of(900))));
    again.then({"CallbackReceived"});
    CHECK(outcome_of(again) == "DUPLICATE");
  }
}

TEST_CASE("another amount pays nothing, and a person is called") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  const auto told =
      till.when(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(899))));
  told.then({"CallbackReceived", "PaymentQuestioned", "PaymentDropped", "CaseOpened"});
  CHECK(outcome_of(told) == "AMOUNT_DIFFERS");
  CHECK(told.event<CaseOpened>().code == "payment_amount_differs");
  CHECK(told.event<CaseOpened>().found == yuan_of(899));
  CHECK(till.order(id).state == "READY_TO_PAY");
  CHECK(till.payment(payment).standing == PaymentStanding::QUESTIONED);
  const auto again =
      till.when(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(899))));
  CHECK(outcome_of(again) == "DUPLICATE");
}

TEST_CASE("money for a quote of before or a cancelled order is late, and can be given back") {
  Till till;
  const auto changed = till.order_in("READY_TO_PAY");
  const auto old = till.begun(changed);
  till.given(desk, quote_of(changed, 950));
  const auto late =
      till.when(connector, callback(CallbackVerdict::OK, trade_of(old, yuan_of(900))));
  late.then({"CallbackReceived", "PaymentQuestioned", "CaseOpened"});
  CHECK(outcome_of(late) == "LATE");
  CHECK(till.order(changed).state == "READY_TO_PAY");

  const auto canceled = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(canceled);
  till.given(li, CancelWorkOrder{canceled, Text<1, 500>("不修了")});
  till.given(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(900), "4200002")));
  CHECK(till.order(canceled).state == "CANCELED");
  till.when(cashier, RefundPayment{payment, yuan_of(900), Text<1, 80>("已取消")})
      .then({"RefundAsked"});
}

TEST_CASE("money for nothing that we know opens one case") {
  Till till;
  const auto stray = trade_of(PaymentId("nobody"), yuan_of(5));
  const auto first = till.when(connector, callback(CallbackVerdict::OK, stray));
  first.then({"CallbackReceived", "CaseOpened"});
  CHECK(outcome_of(first) == "UNKNOWN_PAYMENT");
  till.when(connector, callback(CallbackVerdict::OK, stray)).then({"CallbackReceived"});
  auto strange = stray;
  strange.trade_no = number("a/b|*");
  CHECK(outcome_of(till.when(connector, callback(CallbackVerdict::OK, strange))) ==
        "UNKNOWN_PAYMENT");
}

TEST_CASE("[AR-44:part] a callback that does not verify is kept, alarms, and changes nothing") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  const auto forged = trade_of(payment, yuan_of(900));
  const auto told = till.when(connector, callback(CallbackVerdict::BAD_SIGNATURE, forged));
  told.then({"CallbackReceived", "CaseOpened"});
  CHECK(outcome_of(told) == "NOT_VERIFIED");
  CHECK_FALSE(told.event<CallbackReceived>().payment);
  CHECK(told.event<CaseOpened>().code == "callback_bad_signature");
  CHECK(till.order(id).state == "READY_TO_PAY");
  till.when(connector, callback(CallbackVerdict::BAD_SIGNATURE, forged)).then({"CallbackReceived"});
  till.when(connector, callback(CallbackVerdict::PROBE, std::nullopt)).then({"CallbackReceived"});
  till.when(connector, CountCallbacks{InboundId("wechat_pay"), Text<1, 64>("BAD_SIGNATURE"),
                                      Whole<1, 1'000'000'000>(40)})
      .then({"CallbacksCounted"});
}

TEST_CASE("a verified callback about something else is kept and ignored") {
  Till till;
  CHECK(outcome_of(till.when(connector, callback(CallbackVerdict::OK, std::nullopt))) == "IGNORED");
}

TEST_CASE("a payment at the desk is nothing that a callback can name") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  const auto payment = shop.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  const auto told =
      shop.when(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(900))));
  CHECK(outcome_of(told) == "UNKNOWN_PAYMENT");
  CHECK(shop.order(id).state == "READY_TO_PAY");
}

}  // namespace fettle::test
