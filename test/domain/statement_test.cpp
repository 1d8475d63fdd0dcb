// A day's statement against our books.
#include "schemas/case/commands.hpp"
#include "schemas/statement/commands.hpp"
#include "schemas/statement/events.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

const Day monday("2026-11-23");

StatementLine paid(const PaymentId& payment, std::int64_t yuan) {
  return {number(payment.text()), number("4200001"), LineOf::PAY,
          std::nullopt,           yuan_of(yuan),     *parse_moment("2026-11-23T01:30:00Z")};
}

StatementLine refunded(const PaymentId& payment, std::optional<RefundId> refund,
                       std::int64_t yuan) {
  auto line = paid(payment, yuan);
  line.kind = LineOf::REFUND;
  if (refund) line.refund_no = number(refund->text());
  return line;
}

std::vector<std::string> codes(const Outcome& outcome) {
  std::vector<std::string> found;
  for (const auto& event : outcome.decision().events) {
    if (const auto* item = as<StatementItem>(event.event)) {
      found.push_back(item->kind + " " + item->code);
    }
  }
  return found;
}

RefundId refund(Till& till, const PaymentId& payment, std::int64_t yuan) {
  const auto id = till.given(cashier, RefundPayment{payment, yuan_of(yuan), Text<1, 80>("x")})
                      .event<RefundAsked>()
                      .refund;
  till.given(connector, refund_callback(payment, id, RefundAnswer::SUCCESS, yuan_of(yuan)));
  return id;
}

}  // namespace

TEST_CASE("a day that agrees is matched to the line, and its totals are our books'") {
  Till till;
  const auto one = till.paid_by(till.paid_order());
  const auto two = till.paid_by(till.paid_order());
  const auto back = refund(till, one, 100);
  const auto outcome = till.when(
      cashier, ImportStatement{monday, {paid(one, 900), paid(two, 900), refunded(one, back, 100)}});
  outcome.then({"StatementImported"});
  const auto& summary = outcome.event<StatementImported>();
  CHECK(summary.matched == 3);
  CHECK(summary.our_paid == yuan_of(1800));
  CHECK(summary.their_paid == yuan_of(1800));
  CHECK(summary.our_refunded == yuan_of(100));
  CHECK(summary.their_refunded == yuan_of(100));
}

TEST_CASE("[AR-51:part] each line that does not agree is listed with its case") {
  Till till;
  const auto ours = till.paid_by(till.paid_order());
  const auto differs = till.paid_by(till.paid_order());
  const auto back = refund(till, ours, 100);
  const auto outcome =
      till.when(cashier, ImportStatement{monday,
                                         {paid(differs, 800), paid(PaymentId("stray"), 5),
                                          paid(differs, 900), refunded(differs, std::nullopt, 7)}});
  CHECK(codes(outcome) == std::vector<std::string>{"PAY amount_differs", "PAY missing_ours",
                                                   "PAY missing_ours", "REFUND missing_ours",
                                                   "PAY missing_theirs", "REFUND missing_theirs"});
  const auto& summary = outcome.event<StatementImported>();
  CHECK(summary.matched == 0);
  CHECK(summary.missing_ours == 3);
  CHECK(summary.missing_theirs == 2);
  CHECK(summary.amount_differs == 1);
  CHECK(summary.our_paid == yuan_of(1800));
  CHECK(summary.our_refunded == yuan_of(100));
  const auto& last = *as<StatementItem>(outcome.decision().events[11].event);
  CHECK(last.refund_no == back.text());
  till.when(cashier, SettleCase{last.matter, Text<1, 500>("次日到账")}).then({"CaseSettled"});
}

TEST_CASE("a day that is imported again opens no second case") {
  Till till;
  const ImportStatement statement{monday, {paid(PaymentId("stray"), 5)}};
  till.when(cashier, statement).then({"StatementImported", "StatementItem", "CaseOpened"});
  const auto again = till.when(cashier, statement);
  again.then({"StatementImported", "StatementItem"});
  CHECK(again.event<StatementImported>().number == 2);
  CHECK(again.event<StatementItem>().found_before);
}

TEST_CASE("cash and another day's money are not missed in a statement") {
  Till till;
  till.order_in("PAID");
  till.paid_order();
  till.when(cashier, ImportStatement{Day("2026-11-22"), {}}).then({"StatementImported"});
}

TEST_CASE("a statement of amounts that cannot be is refused whole") {
  Till till;
  till.when(cashier, ImportStatement{monday, {paid(PaymentId("stray"), 0)}})
      .rejected_field("lines.0.amount", "field_range");
  const Actor northern{"northern", "finance", "admin", "north"};
  till.when(northern, ImportStatement{monday, {}}).rejected(Refusal::forbidden, "not_your_store");
}

TEST_CASE("of a wholly other statement so many differences are listed as a person can settle") {
  Till till;
  List<StatementLine, 0, 5000> lines;
  for (int i = 0; i < 400; ++i) lines.push_back(paid(PaymentId("p" + std::to_string(i)), 5));
  const auto outcome = till.when(cashier, ImportStatement{monday, lines});
  CHECK(codes(outcome).size() == 300);
  CHECK(outcome.event<StatementImported>().missing_ours == 400);
  CHECK(outcome.event<StatementImported>().left_out == 100);
}

}  // namespace fettle::test
