// Money that goes back: never more than came, once, and audited.
#include "commands/errand/state.hpp"
#include "schemas/errand/commands.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

const Text<1, 80> reason("少修一项");

RecordRefund answer_of(const PaymentId& payment, const RefundId& refund, const ErrandId& errand,
                       RefundAnswer state) {
  return {payment,           refund,       errand,       state,
          number("5000001"), std::nullopt, std::nullopt, std::nullopt};
}

}  // namespace

TEST_CASE("cash goes back over the desk, up to what came") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  const auto payment = shop.order(id).paid_by.front();
  shop.when(boss, RefundPayment{payment, yuan_of(901), reason})
      .rejected_field("amount", "refund_over_paid");
  shop.when(boss, RefundPayment{payment, yuan_of(0), reason})
      .rejected_field("amount", "refund_over_paid");
  const auto first = shop.when(boss, RefundPayment{payment, yuan_of(300), reason});
  first.then({"RefundAsked", "RefundSucceeded"});
  CHECK(first.decision().status == 201);
  CHECK(first.event<RefundAsked>().previous_refunded == yuan_of(0));
  CHECK(first.event<RefundAsked>().refunded == yuan_of(300));
  shop.when(cashier, RefundPayment{payment, yuan_of(601), reason})
      .rejected_field("amount", "refund_over_paid");
  const auto rest = shop.given(cashier, RefundPayment{payment, yuan_of(600), reason});
  CHECK(rest.event<RefundAsked>().previous_refunded == yuan_of(300));
}

TEST_CASE(
    "[AR-50:part] a reversal gives back all that is left, beside the payment that it undoes") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  const auto payment = shop.order(id).paid_by.front();
  shop.given(boss, RefundPayment{payment, yuan_of(100), reason});
  const auto reversed = shop.when(boss, ReversePayment{payment, reason});
  reversed.then({"RefundAsked", "RefundSucceeded"});
  CHECK(reversed.event<RefundAsked>().kind == "REVERSAL");
  CHECK(reversed.event<RefundAsked>().amount == yuan_of(800));
  CHECK(reversed.decision().events[0].id == payment.text());
  shop.when(boss, ReversePayment{payment, reason})
      .rejected(Refusal::wrong_state, "nothing_to_reverse");
}

TEST_CASE("a payment without money gives none back, nor one of another's store") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto open = till.begun(id);
  till.when(boss, RefundPayment{open, yuan_of(1), reason})
      .rejected(Refusal::wrong_state, "payment_without_money");
  till.when(boss, RefundPayment{PaymentId("none"), yuan_of(1), reason})
      .rejected(Refusal::not_found, "payment_unknown");
  const Actor southern{"southern", "manager", "admin", "south"};
  const auto paid = till.paid_by(till.paid_order());
  till.when(southern, RefundPayment{paid, yuan_of(1), reason})
      .rejected(Refusal::forbidden, "not_your_store");
}

TEST_CASE("WeChat is asked once for a refund, and its word settles it") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto asked = till.given(cashier, RefundPayment{payment, yuan_of(400), reason});
  asked.then({"RefundAsked"});
  const auto& refund = asked.event<RefundAsked>();
  CHECK(refund.transaction_id == "4200001");
  CHECK(refund.trade_no == payment.text());
  const auto taken = till.when(
      connector, answer_of(payment, refund.refund, refund.errand, RefundAnswer::PROCESSING));
  taken.then({"RefundAwaited", "ErrandDone"});
  till.when(connector, refund_callback(payment, refund.refund, RefundAnswer::SUCCESS, yuan_of(400)))
      .then({"CallbackReceived", "RefundSucceeded"});
  const auto again = till.when(
      connector, refund_callback(payment, refund.refund, RefundAnswer::SUCCESS, yuan_of(400)));
  CHECK(again.event<CallbackReceived>().outcome == "DUPLICATE");
  till.when(connector, answer_of(payment, refund.refund, taken.event<RefundAwaited>().errand,
                                 RefundAnswer::SUCCESS))
      .then({"ErrandDone"});
}

TEST_CASE("a refund that WeChat refuses frees its amount and calls a person") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  auto refused = answer_of(payment, refund.refund, refund.errand, RefundAnswer::REFUSED);
  refused.code = Text<1, 64>("NOT_ENOUGH");
  const auto outcome = till.when(connector, refused);
  outcome.then({"RefundFailed", "CaseOpened", "ErrandDone"});
  CHECK(outcome.event<RefundFailed>().code == "NOT_ENOUGH");
  till.given(cashier, RefundPayment{payment, yuan_of(900), reason});
  const auto late = till.when(
      connector, refund_callback(payment, refund.refund, RefundAnswer::SUCCESS, yuan_of(900)));
  CHECK(late.event<CallbackReceived>().outcome == "LATE");
}

TEST_CASE("a refund that cannot reach the payer is settled by a person") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  const SettleRefund by_hand{payment, refund.refund, RefundSettlement::PAID_BY_HAND};
  till.when(cashier, by_hand).rejected(Refusal::wrong_state, "refund_standing");
  till.when(connector,
            refund_callback(payment, refund.refund, RefundAnswer::ABNORMAL, yuan_of(900)))
      .then({"CallbackReceived", "RefundStuck", "CaseOpened"});
  till.when(cashier, RefundPayment{payment, yuan_of(1), reason})
      .rejected_field("amount", "refund_over_paid");
  till.when(cashier, by_hand).then({"RefundSucceeded"});
  till.when(cashier, by_hand).rejected(Refusal::wrong_state, "refund_standing");
}

TEST_CASE("a refund that takes days is a person's matter after two weeks, and asked after slowly") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto asked =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  auto errand = asked.errand;
  const auto at_it = [&] {
    return till.when(connector, answer_of(payment, asked.refund, errand, RefundAnswer::PROCESSING));
  };
  for (int day = 0; day < 14; ++day) {
    const auto answered = at_it();
    answered.then({"RefundAwaited", "ErrandDone"});
    CHECK_FALSE(answered.event<RefundAwaited>().stuck);
    errand = answered.event<RefundAwaited>().errand;
    till.pass(std::chrono::hours(24));
  }
  till.when(cashier, SettleRefund{payment, asked.refund, RefundSettlement::PAID_BY_HAND})
      .rejected(Refusal::wrong_state, "refund_standing");
  const auto stuck = at_it();
  stuck.then({"RefundStuck", "CaseOpened", "ErrandDone"});
  errand = *stuck.event<RefundStuck>().errand;
  const auto slowly = at_it();
  slowly.then({"RefundAwaited", "ErrandDone"});
  CHECK(slowly.event<RefundAwaited>().stuck == true);
  CHECK(till.payment(payment).refunds.front().standing == RefundStanding::STUCK);
  errand = slowly.event<RefundAwaited>().errand;
  till.pass(std::chrono::days(76));
  at_it().then({"ErrandDone"});
  till.when(connector, refund_callback(payment, asked.refund, RefundAnswer::SUCCESS, yuan_of(900)))
      .then({"CallbackReceived", "RefundSucceeded"});
}

TEST_CASE("a refund has one question open, whoever else speaks of it") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto asked =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  const auto told = till.when(
      connector, refund_callback(payment, asked.refund, RefundAnswer::ABNORMAL, yuan_of(900)));
  told.then({"CallbackReceived", "RefundStuck", "CaseOpened"});
  CHECK_FALSE(told.event<RefundStuck>().errand);
  till.when(connector,
            refund_callback(payment, asked.refund, RefundAnswer::PROCESSING, yuan_of(900)))
      .then({"CallbackReceived"});
  till.when(connector, answer_of(payment, asked.refund, asked.errand, RefundAnswer::ABNORMAL))
      .then({"RefundAwaited", "ErrandDone"});
}

TEST_CASE("a refund that a person paid, and the service after all, went out twice: a case") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>().refund;
  const auto tell = [&](RefundAnswer state) {
    return till.when(connector, refund_callback(payment, refund, state, yuan_of(900)));
  };
  tell(RefundAnswer::ABNORMAL);
  till.given(cashier, SettleRefund{payment, refund, RefundSettlement::PAID_BY_HAND});
  tell(RefundAnswer::CLOSED).then({"CallbackReceived"});
  const auto twice = tell(RefundAnswer::SUCCESS);
  twice.then({"CallbackReceived", "CaseOpened"});
  CHECK(twice.event<CaseOpened>().code == "refund_twice");
  CHECK(twice.event<CaseOpened>().found == yuan_of(900));
  CHECK(twice.event<CallbackReceived>().outcome == "LATE");
  tell(RefundAnswer::SUCCESS).then({"CallbackReceived"});
}

TEST_CASE("a refund that a person paid after its errand ended is heard to succeed all the same") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto asked =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  till.given(connector,
             BeginTry{asked.errand, Text<1, 40>("wechat_pay"), Text<1, 60>("refund"),
                      Text<1, 200>("refund/x"), Text<1, 200>("node"), Whole<1, 86'400'000>(1000)});
  till.given(connector, FailTry{asked.errand, Whole<1, 1'000'000>(1), Text<1, 100>("x"), true, {}});
  till.given(boss, GiveUpErrand{asked.errand, Text<1, 500>("现金退")});
  till.given(boss, SettleRefund{payment, asked.refund, RefundSettlement::PAID_BY_HAND});
  till.when(connector, answer_of(payment, asked.refund, asked.errand, RefundAnswer::PROCESSING))
      .then({});
  const auto late =
      till.when(connector, answer_of(payment, asked.refund, asked.errand, RefundAnswer::SUCCESS));
  late.then({"CaseOpened"});
  CHECK(late.event<CaseOpened>().code == "refund_twice");
}

TEST_CASE("a refund of which the service is asked no more can be given up") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(900), reason}).event<RefundAsked>();
  till.given(connector,
             BeginTry{refund.errand, Text<1, 40>("wechat_pay"), Text<1, 60>("refund"),
                      Text<1, 200>("payment/x"), Text<1, 200>("node"), Whole<1, 86'400'000>(1000)});
  till.given(connector,
             FailTry{refund.errand, Whole<1, 1'000'000>(1), Text<1, 100>("x"), true, {}});
  till.given(boss, GiveUpErrand{refund.errand, Text<1, 500>("现金退")});
  till.when(boss, SettleRefund{payment, refund.refund, RefundSettlement::GIVEN_UP})
      .then({"RefundFailed"});
  till.given(cashier, RefundPayment{payment, yuan_of(900), reason});
}

TEST_CASE("a refund of which the service said another amount is settled by a person") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(400), reason}).event<RefundAsked>();
  auto told = answer_of(payment, refund.refund, refund.errand, RefundAnswer::SUCCESS);
  told.amount = yuan_of(1);
  const auto outcome = till.given(connector, told);
  outcome.then({"CaseOpened", "ErrandDone"});
  CHECK(outcome.event<CaseOpened>().code == "refund_amount_differs");
  till.when(boss, SettleRefund{payment, refund.refund, RefundSettlement::GIVEN_UP})
      .then({"RefundFailed"});
}

TEST_CASE("a callback of a refund of another amount, or of none of ours, changes nothing") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund =
      till.given(cashier, RefundPayment{payment, yuan_of(400), reason}).event<RefundAsked>();
  till.when(connector, refund_callback(payment, refund.refund, RefundAnswer::SUCCESS, yuan_of(1)))
      .then({"CallbackReceived", "CaseOpened"});
  const auto unknown = till.when(
      connector, refund_callback(payment, RefundId("other"), RefundAnswer::SUCCESS, yuan_of(1)));
  unknown.then({"CallbackReceived", "CaseOpened"});
  CHECK(unknown.event<CaseOpened>().code == "refund_unknown");
}

}  // namespace fettle::test
