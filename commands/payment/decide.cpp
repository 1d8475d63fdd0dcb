// What the payment service says of an attempt to pay, each once: the errand that asked for it ends
// in the same commit.
#include "commands/payment/decide.hpp"

#include "commands/errand/end.hpp"
#include "commands/payment/receive.hpp"
#include "commands/refusals.hpp"

namespace fettle {
namespace {

Checked<const PaymentState*> known(TenantView& view, const PaymentId& id) {
  const auto* payment = view.get<Payment>(id);
  if (payment != nullptr) return payment;
  return not_found("payment_unknown", fmt::format("there is no payment {}", id.text()));
}

// Made at the service for an attempt that has ended meanwhile, it is closed there again.
void keep_prepay(const Context& context, Decision& decision, const PaymentState& payment,
                 const RecordPrepay& command) {
  if (payment.standing == PaymentStanding::FAILED) {
    return ask_to_close(decision, command.payment, payment, "prepared_late");
  }
  if (payment.standing != PaymentStanding::STARTED || payment.prepay) return;
  add<Payment>(decision, command.payment,
               PrepayIssued{.job = payment.parties->job,
                            .trade_no = *payment.trade_no,
                            .app_id = command.app_id,
                            .prepay_id = command.prepay_id,
                            .time_stamp = command.time_stamp,
                            .nonce = command.nonce,
                            .signature = command.signature,
                            .valid_until = context.now + prepay_valid});
}

void ended_outside(TenantView& view, Decision& decision, const PaymentState& payment,
                   const RecordPaymentQuery& command, std::string_view reason) {
  if (payment.standing != PaymentStanding::STARTED) return;
  fail_attempt(view, decision, command.payment, payment, reason, std::nullopt);
}

void no_money_yet(TenantView& view, const Context& context, Decision& decision,
                  const PaymentState& payment, const RecordPaymentQuery& command) {
  if (payment.standing != PaymentStanding::STARTED) return;
  const bool expired = payment.prepay && context.now >= payment.prepay->valid_until;
  if (expired || payment.answers >= answers_max) {
    fail_attempt(view, decision, command.payment, payment, "expired", std::nullopt);
    return ask_to_close(decision, command.payment, payment, "expired");
  }
  add<Payment>(decision, command.payment,
               PaymentAwaited{.job = payment.parties->job,
                              .trade_no = *payment.trade_no,
                              .state = std::string(Codec<TradeState>::name(command.state)),
                              .number = payment.answers + 1});
}

Checked<Trade> trade_of(const PaymentState& payment, const RecordPaymentQuery& command) {
  if (!command.trade) return bad_field("trade", "field_missing", "say what came");
  if (command.trade->trade_no.text() == *payment.trade_no) return *command.trade;
  return bad_field("trade.trade_no", "trade_other", "this is another payment's");
}

Checked<void> money_came(TenantView& view, const Context& context, Decision& decision,
                         const PaymentState& payment, const RecordPaymentQuery& command) {
  const auto trade = TRY(trade_of(payment, command));
  if (command.state == TradeState::REFUND) {
    (void)receive_foreign_refund(view, context, decision, trade);
  } else {
    (void)receive_money(view, context, decision, trade, "RecordPaymentQuery");
  }
  return {};
}

Checked<void> hear(TenantView& view, const Context& context, Decision& decision,
                   const PaymentState& payment, const RecordPaymentQuery& command) {
  switch (command.state) {
    case TradeState::SUCCESS:
    case TradeState::REFUND:
      return money_came(view, context, decision, payment, command);
    case TradeState::CLOSED:
      ended_outside(view, decision, payment, command, "closed");
      return {};
    case TradeState::REVOKED:
      ended_outside(view, decision, payment, command, "revoked");
      return {};
    case TradeState::PAYERROR:
      ended_outside(view, decision, payment, command, "pay_error");
      return {};
    case TradeState::NOTPAY:
    case TradeState::USERPAYING:
    case TradeState::ACCEPT:
    case TradeState::NOT_FOUND:
      no_money_yet(view, context, decision, payment, command);
      return {};
  }
  throw InvariantBroken("a state of a trade without a meaning");
}

ClientParameters parameters_of(const Prepay& prepay) {
  return {.timeStamp = prepay.time_stamp,
          .nonceStr = prepay.nonce,
          .package = "prepay_id=" + prepay.prepay_id,
          .signType = "RSA",
          .paySign = prepay.signature};
}

Checked<const PaymentState*> at_service(TenantView& view, const PaymentId& id) {
  const auto* payment = TRY(known(view, id));
  if (payment->trade_no) return payment;
  return conflict("payment_at_desk", fmt::format("payment {} is no service's", id.text()));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RecordPrepay& command) {
  const auto* payment = TRY(at_service(view, command.payment));
  Decision decision;
  decision.id = command.payment.text();
  if (!is_open(view, command.errand)) return decision;
  keep_prepay(context, decision, *payment, command);
  end_errand(decision, command.errand, "RecordPrepay");
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordPrepayRefused& command) {
  const auto* payment = TRY(at_service(view, command.payment));
  Decision decision;
  decision.id = command.payment.text();
  if (!is_open(view, command.errand)) return decision;
  if (payment->standing == PaymentStanding::STARTED && !payment->prepay) {
    fail_attempt(view, decision, command.payment, *payment, "prepay_refused", command.code.text());
  }
  end_errand(decision, command.errand, "RecordPrepayRefused");
  return decision;
}

// What was prepared once is answered for good, whatever became of the payment.
Checked<Decision> decide(TenantView& view, const Context&, const PaymentPrepared& command) {
  const auto* payment = TRY(known(view, command.payment));
  const bool waits = payment->trade_no && !payment->prepay;
  if (waits && payment->standing != PaymentStanding::STARTED) {
    return conflict("payment_not_prepared",
                    fmt::format("payment {} is {}: start another one", command.payment.text(),
                                Codec<PaymentStanding>::name(payment->standing)));
  }
  Decision decision;
  decision.id = payment->parties->job.text();
  if (waits) decision.status = 202;
  if (payment->prepay) answer(decision, PaymentPrepared::Answer{parameters_of(*payment->prepay)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const RecordPaymentQuery& command) {
  const auto* payment = TRY(at_service(view, command.payment));
  Decision decision;
  decision.id = command.payment.text();
  if (!is_open(view, command.errand)) return decision;
  TRY(hear(view, context, decision, *payment, command));
  end_errand(decision, command.errand, "RecordPaymentQuery");
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context&, const RecordClosed& command) {
  const auto* payment = TRY(at_service(view, command.payment));
  Decision decision;
  decision.id = command.payment.text();
  if (!is_open(view, command.errand)) return decision;
  add<Payment>(decision, command.payment,
               PaymentClosed{.job = payment->parties->job, .trade_no = *payment->trade_no});
  end_errand(decision, command.errand, "RecordClosed");
  return decision;
}

}  // namespace fettle
