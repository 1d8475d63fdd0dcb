// Payments as errands: from the event that asks, over the call, to the command that records it.
#include <doctest/doctest.h>

#include "adapters/wechat_pay/connector.hpp"
#include "schemas/connector/events.hpp"
#include "schemas/payment/commands.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_events.hpp"
#include "schemas/registration.hpp"
#include "schemas/statement/commands.hpp"
#include "test/support/errand_outcomes.hpp"
#include "test/wechat/pay_fixture.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace std::chrono_literals;
using fettle::test::failed;
using fettle::test::recorded;
using json::Document;
using Kind = ErrandFailure::Kind;

namespace {

const TenantId demo("demo");
const JobId order_id("w1");
const std::string trade_no = "WR123-v1";

struct Bench {
  Bench() {
    auto merchant = Merchant::open(pay.settings(), web, pay.clock, dice);
    REQUIRE(merchant);
    merchants.emplace(demo.text(), *std::move(merchant));
  }

  template <class E>
  ErrandChange fold(E event) {
    Envelope envelope;
    envelope.tenant = demo.text();
    envelope.id = trade_no;
    envelope.time = clock.now();
    CHECK(connector.wants(fettle_declaration_of(static_cast<const E*>(nullptr)).name));
    return connector.fold(envelope,
                          {&event_type<E>(), std::make_shared<const E>(std::move(event))});
  }
  // What the event asks for, as the loop gives it to `run`.
  template <class E>
  DueErrand errand(E event) {
    const auto change = fold(std::move(event));
    REQUIRE(change.opened);
    return {.id = "C1.0",
            .tenant = demo,
            .action = change.opened->action,
            .subject = change.opened->subject,
            .details = change.opened->details};
  }
  // How long after it the event asks for a look.
  template <class E>
  std::chrono::milliseconds pause(E event) {
    const auto change = fold(std::move(event));
    REQUIRE(change.opened);
    REQUIRE(change.opened->due);
    return std::chrono::duration_cast<std::chrono::milliseconds>(*change.opened->due - clock.now());
  }
  ErrandOutcome run(const DueErrand& errand) { return connector.run({&errand, 1}).at(0); }
  void connected(Moment at) {
    const auto now = clock.now();
    clock.set(at);
    fold(ConnectorEnabled{"wechat_pay"});
    clock.set(now);
  }
  Connector::Findings look() {
    auto findings = connector.look(demo);
    REQUIRE(findings);
    return *std::move(findings);
  }
  std::string state_of_order() {
    const auto state = pay.fake.control("GET", "state");
    return *state.find("orders")->elements()->front().find("state")->text();
  }

  wechat_pay::test::PayFixture pay;
  web::CurlWeb web{{}};
  SystemDice dice;
  PayConnector::Merchants merchants;
  fettle::test::TestClock clock{*parse_moment("2026-11-20T04:00:00Z")};  // the connector's alone
  PayConnector connector{merchants, clock, {}};
};

PaymentStarted started(std::int64_t fen = 100, std::optional<std::string> openid = "o-li") {
  return {.job = order_id,
          .customer = CustomerId("c1"),
          .store = StoreId("s1"),
          .quote_version = 1,
          .amount = Money::fen(fen),
          .method = "wechat",
          .trade_no = trade_no,
          .payer = Personal{PersonId("c1"), std::move(openid)},
          .description = "换机油",
          .purpose = {}};
}

PrepayIssued issued(const Moment now) {
  return {order_id, trade_no, "wx1", "wx-prepay", "1", "n", "s", now + 2h};
}

PaymentAwaited awaited(std::int64_t times) { return {order_id, trade_no, "NOTPAY", times}; }

PaymentCloseAsked close_asked() { return {order_id, trade_no, "quote_changed"}; }

RefundAsked refund_asked(std::int64_t fen) {
  return {.job = order_id,
          .store = StoreId("s1"),
          .refund = RefundId("RF1"),
          .kind = "REFUND",
          .method = "wechat",
          .trade_no = trade_no,
          .transaction_id = {},
          .amount = Money::fen(fen),
          .paid = Money::fen(100),
          .previous_refunded = Money::fen(0),
          .refunded = Money::fen(fen),
          .reason = Personal{PersonId("c1"), "多收"},
          .asked_by = "mia",
          .errand = ErrandId("C1.0"),
          .asked_at = {}};
}

RefundAwaited refund_awaited(std::int64_t times = 1, bool stuck = false) {
  return {order_id, RefundId("RF1"), trade_no, "503", times, ErrandId("C1.0"), stuck};
}

PaymentSucceeded succeeded() {
  return {order_id, Money::fen(100), "wechat", "wechat_pay", {}, "4200001", {}};
}

}  // namespace

TEST_CASE("a payment that starts becomes a prepay order, the same one however often it is run") {
  Bench bench;
  const auto errand = bench.errand(started());
  CHECK(errand.subject == "payment/" + trade_no);
  const auto first = bench.run(errand), again = bench.run(errand);
  const auto& prepay = recorded<RecordPrepay>(first);
  CHECK(prepay.payment.text() == trade_no);
  CHECK(prepay.errand.text() == errand.id);
  CHECK_FALSE(prepay.signature.text().empty());
  CHECK(recorded<RecordPrepay>(again).prepay_id.text() == prepay.prepay_id.text());
  const auto other = bench.run(bench.errand(started(200)));
  CHECK(recorded<RecordPrepayRefused>(other).code.text() == "wechat_pay_order_number_used");
  const auto erased = bench.run(bench.errand(started(100, std::nullopt)));
  CHECK(recorded<RecordPrepayRefused>(erased).code.text() == "payer_erased");
  auto cash = started();
  cash.method.reset();
  CHECK_FALSE(bench.fold(std::move(cash)).opened);
}

TEST_CASE("a silent payment is asked after in 30 s, then 1, 5 and 15 minutes after each answer") {
  Bench bench;
  CHECK(bench.pause(issued(bench.clock.now())) == 30s);
  CHECK(bench.pause(awaited(1)) == 1min);
  CHECK(bench.pause(awaited(2)) == 5min);
  for (const int times : {3, 4, 100}) CHECK(bench.pause(awaited(times)) == 15min);
  const auto over = bench.fold(succeeded());
  REQUIRE(over.needless);
  CHECK(over.needless->action == bench.errand(awaited(1)).action);
  CHECK(over.needless->subject == "payment/" + trade_no);
  const auto ended = bench.fold(PaymentFailed{order_id, Money::fen(100), "cancelled", {}, {}});
  CHECK(ended.needless);
}

TEST_CASE("what WeChat Pay says of a payment is recorded: nothing, not yet, paid") {
  Bench bench;
  const auto ask = bench.errand(awaited(1));
  const auto nothing = bench.run(ask);
  CHECK(recorded<RecordPaymentQuery>(nothing).state == TradeState::NOT_FOUND);
  REQUIRE(bench.pay.client().prepay(bench.pay.order(trade_no, 700)));
  const auto waiting = bench.run(ask);
  CHECK(recorded<RecordPaymentQuery>(waiting).state == TradeState::NOTPAY);
  CHECK_FALSE(recorded<RecordPaymentQuery>(waiting).trade);
  bench.pay.control("pay", Document::object({{"out_trade_no", trade_no}}));
  const auto paid = bench.run(ask);
  const auto& told = recorded<RecordPaymentQuery>(paid);
  CHECK(told.state == TradeState::SUCCESS);
  CHECK(told.payment.text() == trade_no);
  CHECK(told.errand.text() == ask.id);
  REQUIRE(told.trade);
  CHECK(told.trade->amount == Money::fen(700));
}

TEST_CASE("an attempt that ended is closed at WeChat Pay, and closed is closed however often") {
  Bench bench;
  const auto close = bench.errand(close_asked());
  const auto unknown = bench.run(close);
  recorded<RecordClosed>(unknown);  // it never came to an order
  REQUIRE(bench.pay.client().prepay(bench.pay.order(trade_no)));
  for (int times = 0; times < 2; ++times) {
    const auto closed = bench.run(close);
    CHECK(recorded<RecordClosed>(closed).payment.text() == trade_no);
    CHECK(bench.state_of_order() == "CLOSED");
  }
}

TEST_CASE("an attempt that was paid before it could be closed is told as paid") {
  Bench bench;
  bench.pay.paid(trade_no);
  const auto outcome = bench.run(bench.errand(close_asked()));
  const auto& told = recorded<RecordPaymentQuery>(outcome);
  CHECK(told.state == TradeState::SUCCESS);
  CHECK(told.trade->amount == Money::fen(100));
  CHECK(bench.state_of_order() == "SUCCESS");
}

TEST_CASE("a refund is asked for, asked after a minute later, and recorded as it stands") {
  Bench bench;
  bench.pay.paid(trade_no);
  const auto back = bench.errand(refund_asked(40));
  CHECK(back.subject == "refund/RF1");
  for (int times = 0; times < 2; ++times) {
    const auto outcome = bench.run(back);
    const auto& refund = recorded<RecordRefund>(outcome);
    CHECK(refund.refund.text() == "RF1");
    CHECK(refund.amount == Money::fen(40));
    CHECK(refund.state == (times == 0 ? RefundAnswer::PROCESSING : RefundAnswer::SUCCESS));
  }
  const std::vector<std::chrono::minutes> pauses{1min, 5min, 30min, 2h, 6h, 12h, 12h};
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    CHECK(bench.pause(refund_awaited(static_cast<std::int64_t>(i) + 1)) == pauses[i]);
  }
  CHECK(bench.pause(refund_awaited(1, true)) == 24h);
  const auto found = bench.run(bench.errand(refund_awaited()));
  CHECK(recorded<RecordRefund>(found).state == RefundAnswer::SUCCESS);
  CHECK(recorded<RecordRefund>(found).at);
  const auto over = bench.fold(
      RefundSucceeded{order_id, RefundId("RF1"), Money::fen(40), "wechat", "wechat_pay", {}, {}});
  REQUIRE(over.needless);
  CHECK(over.needless->subject == "refund/RF1");
  const auto refunds = bench.pay.fake.control("GET", "state");
  CHECK(refunds.find("refunds")->elements()->size() == 1);
}

TEST_CASE("a refund that is refused is recorded with the reason, one that broke off is not") {
  Bench bench;
  bench.pay.paid(trade_no);
  bench.pay.fault("POST /v3/refund", "error");
  CHECK(failed(bench.run(bench.errand(refund_asked(40)))).kind == Kind::away);
  bench.pay.control("balance", Document::object({{"fen", 10}}));
  const auto poor = bench.run(bench.errand(refund_asked(40)));
  CHECK(recorded<RecordRefund>(poor).state == RefundAnswer::REFUSED);
  CHECK(recorded<RecordRefund>(poor).code->text() == "wechat_pay_not_enough");
  const auto too_much = bench.run(bench.errand(refund_asked(101)));
  CHECK(recorded<RecordRefund>(too_much).state == RefundAnswer::REFUSED);
}

TEST_CASE("nobody at WeChat Pay fails every errand as unreachable, and records nothing") {
  Bench bench;
  const std::vector<DueErrand> errands{bench.errand(started()), bench.errand(awaited(1)),
                                       bench.errand(close_asked()), bench.errand(refund_asked(40)),
                                       bench.errand(refund_awaited())};
  bench.pay.fake.kill();
  const auto outcomes = bench.connector.run(errands);
  REQUIRE(outcomes.size() == errands.size());
  for (const auto& outcome : outcomes) CHECK(failed(outcome).kind == Kind::unreachable);
}

TEST_CASE("the bill of a day is fetched once, from ten in the morning of the next in China") {
  Bench bench;
  bench.pay.paid(trade_no, 700);
  REQUIRE(bench.pay.client().refund({trade_no, "RF1", "多收", 200, 700}));
  const auto state = bench.pay.fake.control("GET", "state");
  const auto day = state.find("orders")->elements()->front().find("paid_at")->text()->substr(0, 10);
  const auto ten_next_day = *parse_moment(day + "T02:00:00Z") + 24h;

  bench.connected(*parse_moment(day + "T04:00:00Z"));
  bench.clock.set(ten_next_day - 1s);
  const auto before = bench.look();
  CHECK_FALSE(before.failure);
  CHECK(before.found.empty());
  bench.clock.set(ten_next_day);
  const auto findings = bench.look();
  CHECK_FALSE(findings.failure);
  REQUIRE(findings.found.size() == 1);
  CHECK(findings.found[0].key == "statement-" + day);
  const auto imports = fettle::test::found<ImportStatement>(findings);
  REQUIRE(imports.size() == 1);
  CHECK(imports[0].day.text() == day);
  REQUIRE(imports[0].lines.size() == 2);
  const auto &paid = imports[0].lines[0], &back = imports[0].lines[1];
  CHECK(paid.kind == LineOf::PAY);
  CHECK(paid.trade_no.text() == trade_no);
  CHECK(paid.amount == Money::fen(700));
  CHECK(back.kind == LineOf::REFUND);
  CHECK(back.refund_no->text() == "RF1");
  CHECK(back.amount == Money::fen(200));
  CHECK(bench.look().found.empty());
}

TEST_CASE("a bill that cannot be had is asked for again, and none is wanted when it is off") {
  Bench bench;
  bench.connected(bench.clock.now() - 24h);
  bench.pay.fake.kill();
  const auto away = bench.look();
  REQUIRE(away.failure);
  CHECK(away.failure->kind == Kind::unreachable);
  CHECK(away.found.empty());
  bench.pay.fake.start();
  CHECK(bench.look().found.empty());  // not at once
  bench.clock.move_by(10min);
  const auto back = bench.look();
  CHECK_FALSE(back.failure);
  CHECK(back.found.size() == 1);
  PayConnector without(bench.merchants, bench.clock, {.import_bills = false});
  CHECK_FALSE(without.look(demo));
}
