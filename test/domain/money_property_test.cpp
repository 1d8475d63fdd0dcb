// Whatever is paid, called back, given back and asked for, in whatever order: money adds up.
#include <rapidcheck.h>

#include "test/domain/bank.hpp"

namespace fettle::test {
namespace {

std::int64_t draw(std::int64_t end) { return *rc::gen::inRange<std::int64_t>(0, end); }

// One order of Li's, everybody who touches its money, and the bank.
class Story {
 public:
  Story() : order_(till_.order_in("READY_TO_PAY")) {
    // What the service never heard of is paid as well, once in a while.
    known_.insert(PaymentId("stray"));
  }

  void something() {
    switch (draw(9)) {
      case 0:
        return owner();
      case 1:
      case 2:
        return service();
      case 3:
        return told();
      case 4:
        return asked();
      case 5:
        return money_back();
      case 6:
        return bank_answers();
      case 7:
        return supplement();
      default:
        return staff();
    }
  }

  void check() {
    Books books;
    for (const auto& decided : till_.history()) books.see(decided);
    RC_ASSERT(books.sound());
    RC_ASSERT(books.in("wechat") == bank_.told_in());
    RC_ASSERT(books.out("wechat") == bank_.told_out());
    RC_ASSERT(books.in("cash") == cash_);
    RC_ASSERT(books.out("cash") <= books.in("cash"));
    check_order();
  }

 private:
  // Paid once, by a payment that succeeded, with the total that its customer confirmed; supplements
  // beside it make up the rest.
  void check_order() {
    const auto& job = till_.order(order_);
    const bool paid = job.state == "PAID" || job.state == "CLOSED";
    RC_ASSERT(paid == !job.paid_by.empty());
    std::int64_t sum = job.supplement ? job.supplement->amount.minor() : 0;
    for (const auto& id : job.paid_by) {
      const auto& payment = till_.payment(id);
      RC_ASSERT(payment.standing == PaymentStanding::SUCCEEDED);
      RC_ASSERT(payment.received->amount == *payment.amount);
      sum += payment.amount->minor();
    }
    if (paid) RC_ASSERT(sum == job.quote->total.minor());
  }

  QuoteVersion version() { return QuoteVersion(1 + draw(4)); }
  PaymentId any_known() {
    return *rc::gen::elementOf(std::vector<PaymentId>(known_.begin(), known_.end()));
  }

  void owner() {
    if (draw(12) == 0) till_.when(li, CancelWorkOrder{order_, Text<1, 500>("x")});
    till_.when(li, ConfirmQuote{order_, version()});
    const auto started = till_.when(li, StartPayment{order_, version()});
    if (started.accepted() && !started.events().empty()) {
      known_.insert(started.event<PaymentBegun>().payment);
    }
  }

  void service() {
    const auto payment = any_known();
    if (draw(2) == 0) till_.when(connector, prepay_of(payment, till_.next_errand()));
    const auto* state = till_.view().get<Payment>(payment);
    if (draw(3) == 0) return;
    const auto right = state == nullptr ? yuan_of(5) : *state->amount;
    bank_.pay(payment, draw(6) == 0 ? yuan_of(1) : right);
  }

  // Money of a trade that is ours is in our books from the first true word on.
  void heard(const PaymentId& payment) {
    if (till_.view().get<Payment>(payment) != nullptr) bank_.told(payment);
  }

  void told() {
    const auto payment = any_known();
    if (!bank_.paid(payment) || draw(4) == 0) {
      till_.when(connector,
                 callback(CallbackVerdict::BAD_SIGNATURE, trade_of(payment, yuan_of(900))));
      return;
    }
    const auto before = till_.order(order_).payment;
    const bool due = before && before->payment == payment && before->amount == bank_.paid(payment);
    const auto outcome =
        till_.given(connector, callback(CallbackVerdict::OK, bank_.trade(payment)));
    heard(payment);
    if (due) RC_ASSERT(outcome.event<CallbackReceived>().outcome == "APPLIED");
  }

  void asked() {
    const auto payment = any_known();
    if (till_.view().get<Payment>(payment) == nullptr) return;
    auto query = query_of(payment, till_.next_errand(), TradeState::NOTPAY);
    if (bank_.paid(payment)) {
      query.state = TradeState::SUCCESS;
      query.trade = bank_.trade(payment);
    } else if (draw(3) == 0) {
      query.state = TradeState::CLOSED;
    }
    till_.given(connector, query);
    if (bank_.paid(payment)) heard(payment);
  }

  void money_back() {
    std::vector<PaymentId> payments(known_.begin(), known_.end());
    for (const auto& id : till_.order(order_).paid_by) payments.push_back(id);
    const auto payment = *rc::gen::elementOf(payments);
    const auto outcome =
        draw(4) == 0
            ? till_.when(boss, ReversePayment{payment, Text<1, 80>("x")})
            : till_.when(boss, RefundPayment{payment, yuan_of(draw(1000)), Text<1, 80>("x")});
    if (outcome.accepted()) refunds_.push_back({payment, outcome.event<RefundAsked>()});
  }

  void bank_answers() {
    if (refunds_.empty()) return;
    const auto& [payment, asked] = *rc::gen::elementOf(refunds_);
    if (asked.method != "wechat") return;
    if (draw(4) == 0 && settle(payment, asked)) return;
    const auto wish = static_cast<RefundAnswer>(draw(4));
    const auto answer = bank_.refund(asked.refund, asked.amount, wish);
    if (draw(2) == 0) {
      till_.given(connector, refund_callback(payment, asked.refund, answer, asked.amount));
      return;
    }
    till_.given(connector, RecordRefund{payment, asked.refund, till_.next_errand(), answer,
                                        std::nullopt, asked.amount, till_.now(), std::nullopt});
  }

  // What a person ends is ended at the service, too.
  bool settle(const PaymentId& payment, const RefundAsked& asked) {
    const auto outcome = draw(2) == 0 ? RefundSettlement::PAID_BY_HAND : RefundSettlement::GIVEN_UP;
    const auto settled = till_.when(boss, SettleRefund{payment, asked.refund, outcome});
    if (settled.accepted()) bank_.stop(asked.refund);
    return settled.accepted();
  }

  void supplement() {
    if (draw(3) > 0) {
      till_.when(boss, AskSupplement{order_, yuan_of(1 + draw(50)), Text<1, 500>("x")});
    } else {
      till_.when(boss, WithdrawSupplement{order_, Text<1, 500>("x")});
    }
  }

  void staff() {
    if (draw(6) == 0) till_.pass(std::chrono::minutes(draw(180)));
    if (draw(10) == 0) till_.when(desk, CloseWorkOrder{order_, no_note});
    if (draw(2) == 0) till_.when(desk, quote_of(order_, 900 + draw(2)));
    if (draw(3) > 0) return;
    const auto& job = till_.order(order_);
    const auto amount = job.supplement ? job.supplement->amount : job.quote->total;
    const auto paid = till_.when(desk, RecordPayment{order_, version(), amount, no_note});
    if (paid.accepted()) cash_ += amount.minor();
  }

  Till till_;
  Bank bank_;
  JobId order_;
  std::set<PaymentId> known_;
  std::vector<std::pair<PaymentId, RefundAsked>> refunds_;
  std::int64_t cash_ = 0;
};

}  // namespace

TEST_CASE("whatever happens to an order's money, the books agree with the bank") {
  const auto held = rc::check("money adds up", [] {
    Story story;
    const auto steps = draw(60);
    for (std::int64_t i = 0; i < steps; ++i) story.something();
    story.check();
  });
  CHECK(held);
}

}  // namespace fettle::test
