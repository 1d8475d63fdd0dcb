// Attempts to pay at WeChat: begun, prepared, asked after, closed.
#include "schemas/errand/commands.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {

TEST_CASE("a payment of a customer known to WeChat is begun there and answered later") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto begun = till.when(li, StartPayment{id, v1});
  begun.then({"PaymentBegun", "PaymentStarted"});
  CHECK(begun.decision().status == 202);
  const auto& started = begun.event<PaymentStarted>();
  CHECK(started.method == "wechat");
  CHECK(started.trade_no == begun.event<PaymentBegun>().payment.text());
  CHECK(started.payer->value == "o-li");
  CHECK(started.description == "维修费用-A0001");
  CHECK(started.amount == yuan_of(900));
}

TEST_CASE(
    "a customer without a WeChat account pays at the desk, as does one without a connection") {
  Shop shop;
  const auto id = shop.order_in("READY_TO_PAY");
  shop.given(connector, EnableConnector{ConnectorId("wechat_pay")});
  const auto begun = shop.when(li, StartPayment{id, v1});
  CHECK(begun.decision().status == 200);
  CHECK_FALSE(begun.event<PaymentStarted>().method);
}

TEST_CASE("the client's parameters are answered once they are there, then always the same") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  CHECK(till.given(connector, PaymentPrepared{payment}).decision().status == 202);
  till.when(connector, prepay_of(payment, ErrandId("e1"))).then({"PrepayIssued", "ErrandDone"});
  till.when(connector, prepay_of(payment, ErrandId("e1"))).then({});
  const auto prepared = till.given(connector, PaymentPrepared{payment});
  prepared.then({});
  CHECK(prepared.decision().status == 200);
  CHECK(prepared.decision().answer.find(R"("package":"prepay_id=wx2026")") != std::string::npos);
  till.given(desk, quote_of(id, 950));
  CHECK(till.given(connector, PaymentPrepared{payment}).decision().answer ==
        prepared.decision().answer);
}

TEST_CASE("what WeChat refuses to prepare fails, and another attempt may begin") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  const auto refused = till.when(
      connector, RecordPrepayRefused{payment, ErrandId("e1"), Text<1, 64>("PARAM_ERROR")});
  refused.then({"PaymentFailed", "PaymentDropped", "ErrandDone"});
  CHECK(refused.event<PaymentFailed>().code == "PARAM_ERROR");
  till.when(connector, PaymentPrepared{payment})
      .rejected(Refusal::wrong_state, "payment_not_prepared");
  const auto again = till.given(li, StartPayment{id, v1});
  CHECK(again.event<PaymentBegun>().payment != payment);
}

TEST_CASE("an attempt is answered again while its prepay order is good, then begun anew") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  till.pass(std::chrono::minutes(100));
  till.when(li, StartPayment{id, v1}).then({});
  till.pass(std::chrono::minutes(15));
  const auto anew = till.when(li, StartPayment{id, v1});
  anew.then(
      {"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "PaymentBegun", "PaymentStarted"});
  CHECK(anew.event<PaymentCloseAsked>().trade_no == payment.text());
}

TEST_CASE("an attempt that a new quote, a cancellation or cash ends is closed at WeChat") {
  Till till;
  const auto changed = till.order_in("READY_TO_PAY");
  till.begun(changed);
  till.when(desk, quote_of(changed, 950))
      .then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "QuoteIssued"});
  const auto canceled = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(canceled);
  till.when(li, CancelWorkOrder{canceled, Text<1, 500>("不修了")})
      .then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "JobCancelled", "JobMoved"});
  till.when(connector, RecordClosed{payment, ErrandId("e9")}).then({"PaymentClosed", "ErrandDone"});
  const auto cash = till.order_in("READY_TO_PAY");
  till.begun(cash);
  till.when(desk, RecordPayment{cash, v1, yuan_of(900), no_note})
      .then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "PaymentBegun",
             "PaymentStarted", "JobPaid", "JobMoved", "PaymentSucceeded"});
}

TEST_CASE("a prepay order that is there too late is closed") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.given(li, StartPayment{id, v1}).event<PaymentBegun>().payment;
  till.given(desk, quote_of(id, 950));
  till.when(connector, prepay_of(payment, ErrandId("e1")))
      .then({"PaymentCloseAsked", "ErrandDone"});
}

TEST_CASE("an attempt that a person gave up is begun anew") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto errand = *till.given(li, StartPayment{id, v1}).event<PaymentBegun>().errand;
  till.given(connector,
             BeginTry{errand, Text<1, 40>("wechat_pay"), Text<1, 60>("prepay"),
                      Text<1, 200>("payment/x"), Text<1, 200>("node"), Whole<1, 86'400'000>(1000)});
  till.given(connector, FailTry{errand, Whole<1, 1'000'000>(1), Text<1, 100>("x"), true, {}});
  till.when(li, StartPayment{id, v1}).then({});
  till.given(boss, GiveUpErrand{errand, Text<1, 500>("商户号停用")});
  till.when(li, StartPayment{id, v1})
      .then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "PaymentBegun",
             "PaymentStarted"});
}

TEST_CASE("a silent payment is asked after until it is paid, closed or expired") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  const auto silent =
      till.when(connector, query_of(payment, till.next_errand(), TradeState::NOTPAY));
  silent.then({"PaymentAwaited", "ErrandDone"});
  CHECK(silent.event<PaymentAwaited>().number == 1);
  auto paid = query_of(payment, till.next_errand(), TradeState::SUCCESS);
  till.when(connector, paid).rejected_field("trade", "field_missing");
  paid.trade = trade_of(payment, yuan_of(900));
  till.when(connector, paid).then({"JobPaid", "JobMoved", "PaymentSucceeded", "ErrandDone"});
  till.when(connector, paid).then({});

  const auto other = till.order_in("READY_TO_PAY");
  const auto closed = till.begun(other);
  till.when(connector, query_of(closed, till.next_errand(), TradeState::CLOSED))
      .then({"PaymentFailed", "PaymentDropped", "ErrandDone"});
  const auto expired = till.begun(other);
  till.pass(std::chrono::hours(2));
  till.when(connector, query_of(expired, till.next_errand(), TradeState::NOTPAY))
      .then({"PaymentFailed", "PaymentDropped", "PaymentCloseAsked", "ErrandDone"});
}

TEST_CASE("money for an attempt that expired pays the order while nothing took its place") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto payment = till.begun(id);
  till.pass(std::chrono::hours(2));
  till.given(connector, query_of(payment, till.next_errand(), TradeState::NOTPAY));
  auto paid = query_of(payment, till.next_errand(), TradeState::SUCCESS);
  paid.trade = trade_of(payment, yuan_of(900));
  till.when(connector, paid).then({"JobPaid", "JobMoved", "PaymentSucceeded", "ErrandDone"});
  CHECK(till.order(id).state == "PAID");
}

}  // namespace fettle::test
