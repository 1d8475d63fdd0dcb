// The difference that is asked for after an order was paid.
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

AskSupplement ask(const JobId& order, std::int64_t yuan) {
  return {order, yuan_of(yuan), Text<1, 500>("加换机油")};
}

}  // namespace

TEST_CASE("[AR-49:part] a supplement is a new version of the quote and says what was before") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  const auto asked = shop.when(boss, ask(id, 80));
  asked.then({"QuoteIssued", "SupplementAsked"});
  const auto& quote = asked.event<QuoteIssued>();
  CHECK(quote.quote_version == 2);
  CHECK(quote.lines.size() == 2);
  CHECK(quote.total == yuan_of(980));
  CHECK(asked.event<SupplementAsked>().previous_total == yuan_of(900));
  CHECK(asked.event<SupplementAsked>().total == yuan_of(980));
  CHECK(shop.order(id).state == "PAID");
  shop.when(boss, ask(id, 20)).rejected(Refusal::wrong_state, "supplement_open");
}

TEST_CASE("a supplement is between one fen and the limit, in the currency of the quote") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  shop.when(boss, ask(id, 0)).rejected_field("amount", "field_range");
  shop.when(boss, ask(id, -5)).rejected_field("amount", "field_range");
  shop.when(boss, AskSupplement{id, Money(500, Currency("USD")), Text<1, 500>("x")})
      .rejected_field("amount", "currency_unknown");
}

TEST_CASE("the owner pays the supplement at WeChat, and nothing but it") {
  Till till;
  const auto id = till.paid_order();
  till.when(li, StartPayment{id, v1}).rejected(Refusal::wrong_state, "wrong_state");
  till.given(boss, ask(id, 80));
  till.when(li, StartPayment{id, v1}).rejected(Refusal::wrong_state, "quote_changed");
  const auto begun = till.when(li, StartPayment{id, v2});
  begun.then({"PaymentBegun", "PaymentStarted"});
  CHECK(begun.event<PaymentStarted>().amount == yuan_of(80));
  CHECK(begun.event<PaymentStarted>().purpose == "supplement");
  CHECK(begun.event<PaymentStarted>().description == "补差价-A0001");
  const auto payment = begun.event<PaymentBegun>().payment;
  till.when(connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(80), "4200009")))
      .then({"CallbackReceived", "QuoteConfirmed", "SupplementPaid", "PaymentSucceeded"});
  CHECK(till.order(id).paid_by.size() == 2);
  CHECK_FALSE(till.order(id).supplement);
  till.when(li, StartPayment{id, v2}).rejected(Refusal::wrong_state, "wrong_state");
}

TEST_CASE("a supplement is paid in cash as well, by its amount alone") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  shop.given(boss, ask(id, 80));
  shop.when(desk, RecordPayment{id, v2, yuan_of(980), no_note})
      .rejected_field("amount", "payment_amount_mismatch");
  shop.when(desk, RecordPayment{id, v2, yuan_of(80), no_note})
      .then({"PaymentBegun", "PaymentStarted", "QuoteConfirmed", "SupplementPaid",
             "PaymentSucceeded"});
  shop.when(desk, RecordPayment{id, v2, yuan_of(80), no_note})
      .rejected(Refusal::wrong_state, "wrong_state");
}

TEST_CASE("an order with an unpaid supplement is not closed; withdrawn, it is as before") {
  Till till;
  const auto id = till.paid_order();
  till.given(boss, ask(id, 80));
  till.when(desk, CloseWorkOrder{id, no_note}).rejected(Refusal::wrong_state, "supplement_open");
  const auto payment = till.begun(id, v2);
  const auto withdrawn = till.when(boss, WithdrawSupplement{id, Text<1, 500>("不收了")});
  withdrawn.then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "QuoteIssued",
                  "SupplementWithdrawn"});
  CHECK(withdrawn.event<QuoteIssued>().total == yuan_of(900));
  CHECK(withdrawn.event<QuoteIssued>().lines.size() == 1);
  const auto late = till.when(
      connector, callback(CallbackVerdict::OK, trade_of(payment, yuan_of(80), "4200009")));
  CHECK(late.event<CallbackReceived>().outcome == "LATE");
  till.when(desk, CloseWorkOrder{id, no_note}).then({"JobClosed", "JobMoved"});
}

}  // namespace fettle::test
