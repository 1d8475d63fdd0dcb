// Giving money back: never more than came, and never silently.
#include "commands/errand/opens.hpp"
#include "commands/payment/decide.hpp"
#include "commands/payment/receive.hpp"
#include "commands/refusals.hpp"
#include "commands/store/reach.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

struct Wish {
  PaymentId payment;
  Money amount;
  std::string_view kind;
  std::string reason;
};

Checked<const PaymentState*> with_money(TenantView& view, const Context& context,
                                        const PaymentId& id) {
  const auto* payment = view.get<Payment>(id);
  if (payment == nullptr) {
    return not_found("payment_unknown", fmt::format("there is no payment {}", id.text()));
  }
  TRY(check_reach(context.caller, payment->parties->store));
  if (!payment->received) {
    return conflict("payment_without_money", fmt::format("payment {} brought no money", id.text()));
  }
  return payment;
}

Checked<void> check_amount(const PaymentState& payment, const Money& amount) {
  const auto left = refundable(payment);
  if (amount.currency() != payment.received->amount.currency()) {
    return bad_field("amount", "currency_unknown",
                     fmt::format("it was paid in {}", payment.received->amount.currency().code()));
  }
  const bool limited = !planted(Defect::refund_not_limited);
  if (amount.minor() < 1 || (amount.minor() > left && limited)) {
    return bad_field(
        "amount", "refund_over_paid",
        fmt::format("1 to {} fen are left to give back, not {}", left, amount.minor()));
  }
  if (payment.refunds.size() < refunds_max) return {};
  return conflict("refunds_too_many", fmt::format("{} refunds are the limit", refunds_max));
}

RefundAsked asked(const Context& context, const PaymentState& payment, const Wish& wish) {
  const auto& received = *payment.received;
  const auto before = given_back(payment);
  return {.job = payment.parties->job,
          .store = payment.parties->store,
          .refund = context.fresh<RefundId>(),
          .kind = std::string(wish.kind),
          .method = received.transaction_id ? "wechat" : "cash",
          .trade_no = payment.trade_no,
          .transaction_id = received.transaction_id,
          .amount = wish.amount,
          .paid = received.amount,
          .previous_refunded = Money(before, wish.amount.currency()),
          .refunded = Money(before + wish.amount.minor(), wish.amount.currency()),
          .reason = {PersonId(payment.parties->customer.text()), wish.reason},
          .asked_by = context.caller.account.text(),
          .errand = ErrandId(fmt::format("{}.0", context.commit.text())),
          .asked_at = context.now};
}

void hand_back(Decision& decision, const PaymentId& id, const RefundAsked& asked,
               std::string_view method, const Context& context) {
  add<Payment>(decision, id,
               RefundSucceeded{.job = asked.job,
                               .refund = asked.refund,
                               .amount = asked.amount,
                               .method = std::string(method),
                               .recorded_by = context.caller.account.text(),
                               .refund_id = std::nullopt,
                               .refunded_at = std::nullopt});
}

// Nobody asks the service, not even after it is connected again.
void leave_to_a_person(TenantView& view, const Context& context, Decision& decision,
                       const PaymentId& id, const RefundAsked& asked) {
  add<Payment>(decision, id,
               RefundStuck{asked.job, asked.refund, asked.amount, std::nullopt, std::nullopt});
  open_money_case(view, context, decision,
                  {.subject = fmt::format("refund/{}", asked.refund.text()),
                   .code = "refund_stuck",
                   .store = asked.store,
                   .expected = asked.amount,
                   .found = std::nullopt,
                   .reference = std::nullopt});
}

// Cash goes back over the desk, at once.
Decision refund(TenantView& view, const Context& context, const PaymentState& payment,
                const Wish& wish) {
  const auto wanted = asked(context, payment, wish);
  const bool cash = wanted.method == "cash";
  const bool gone = !cash && disconnected(view, "wechat_pay");
  Decision decision;
  decision.status = 201;
  add<Payment>(decision, wish.payment, wanted);
  if (cash) hand_back(decision, wish.payment, wanted, "cash", context);
  if (gone) leave_to_a_person(view, context, decision, wish.payment, wanted);
  const auto left = refundable(payment) - wish.amount.minor();
  answer(decision, RefundAnswered{wanted.refund,
                                  cash   ? "SUCCEEDED"
                                  : gone ? "STUCK"
                                         : "ASKED",
                                  Money(left, wish.amount.currency())});
  return decision;
}

// A person may end what the service cannot, or what nobody asks it any more.
Checked<void> check_settleable(TenantView& view, const RefundState& refund) {
  if (refund.standing == RefundStanding::STUCK) return {};
  const bool ended = !is_open(view, refund.errand);
  const bool gone =
      disconnected(view, "wechat_pay") && !may_answer(view, refund.errand, "wechat_pay");
  if (refund.standing == RefundStanding::ASKED && (ended || gone)) return {};
  return conflict("refund_standing",
                  fmt::format("the refund is {}; what is on its way ends by itself",
                              Codec<RefundStanding>::name(refund.standing)));
}

Checked<const RefundState*> known(const PaymentState& payment, const RefundId& id) {
  const auto* refund = find_refund(payment, id);
  if (refund != nullptr) return refund;
  return not_found("refund_unknown", fmt::format("there is no refund {} of it", id.text()));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RefundPayment& command) {
  const auto* payment = TRY(with_money(view, context, command.payment));
  TRY(check_amount(*payment, command.amount));
  return refund(view, context, *payment,
                {command.payment, command.amount, "REFUND", command.reason.text()});
}

Checked<Decision> decide(TenantView& view, const Context& context, const ReversePayment& command) {
  const auto* payment = TRY(with_money(view, context, command.payment));
  const auto left = refundable(*payment);
  if (left == 0) {
    return conflict("nothing_to_reverse",
                    fmt::format("all of payment {} went back", command.payment.text()));
  }
  const Money amount(left, payment->received->amount.currency());
  TRY(check_amount(*payment, amount));
  return refund(view, context, *payment,
                {command.payment, amount, "REVERSAL", command.reason.text()});
}

Checked<Decision> decide(TenantView& view, const Context& context, const SettleRefund& command) {
  const auto* payment = TRY(with_money(view, context, command.payment));
  const auto* refund = TRY(known(*payment, command.refund));
  TRY(check_settleable(view, *refund));
  const bool by_hand = command.outcome == RefundSettlement::PAID_BY_HAND;
  Decision decision;
  const auto& job = payment->parties->job;
  if (by_hand) {
    add<Payment>(decision, command.payment,
                 RefundSucceeded{.job = job,
                                 .refund = refund->id,
                                 .amount = refund->amount,
                                 .method = std::string(settled_by_hand),
                                 .recorded_by = context.caller.account.text(),
                                 .refund_id = std::nullopt,
                                 .refunded_at = std::nullopt});
  } else {
    add<Payment>(decision, command.payment,
                 RefundFailed{job, refund->id, refund->amount, "given_up"});
  }
  if (refund->standing == RefundStanding::ASKED) {
    end_if_open(view, decision, refund->errand, "SettleRefund");
  }
  const auto left = refundable(*payment) + (by_hand ? 0 : refund->amount.minor());
  answer(decision, RefundAnswered{refund->id, by_hand ? "SUCCEEDED" : "FAILED",
                                  Money(left, refund->amount.currency())});
  return decision;
}

// That money went back is news even after the end of the errand that asked: a person may have paid.
Checked<Decision> decide(TenantView& view, const Context& context, const RecordRefund& command) {
  const auto* payment = TRY(with_money(view, context, command.payment));
  const auto* refund = TRY(known(*payment, command.refund));
  Decision decision;
  decision.id = command.payment.text();
  const bool open = is_open(view, command.errand);
  if (!open && command.state != RefundAnswer::SUCCESS) return decision;
  (void)receive_refund(view, context, decision, command.payment, *payment, *refund,
                       {.state = command.state,
                        .refund_id = text_of(command.refund_id),
                        .amount = command.amount,
                        .at = command.at,
                        .code = text_of(command.code),
                        .errand = command.errand});
  if (open) end_errand(decision, command.errand, "RecordRefund");
  if (!decision.events.empty()) decision.id = decision.events.front().id;
  return decision;
}

}  // namespace fettle
