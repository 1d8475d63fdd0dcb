#include "commands/payment/receive.hpp"

#include "commands/job/settle.hpp"
#include "commands/kinds/kinds.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

std::string subject_of(const PaymentId& id) { return fmt::format("payment/{}", id.text()); }

// Money that pays no order stays with the payment, from which a person gives it back.
void question(TenantView& view, const Context& context, Decision& decision, const PaymentId& id,
              const PaymentState& payment, const Trade& trade, std::string_view code) {
  const auto& parties = *payment.parties;
  add<Payment>(decision, id,
               PaymentQuestioned{.job = parties.job,
                                 .store = parties.store,
                                 .code = std::string(code),
                                 .expected = *payment.amount,
                                 .amount = trade.amount,
                                 .transaction_id = trade.transaction_id,
                                 .paid_at = trade.paid_at});
  const auto* job = view.get<Job>(parties.job);
  if (job != nullptr && job->payment && job->payment->payment == id) {
    add<Job>(decision, parties.job, PaymentDropped{id, "in_review"});
  }
  open_money_case(view, context, decision,
                  {.subject = subject_of(id),
                   .code = std::string(code),
                   .store = parties.store,
                   .expected = payment.amount,
                   .found = trade.amount,
                   .reference = trade.transaction_id.text()});
}

CallbackOutcome unknown(TenantView& view, const Context& context, Decision& decision,
                        const Trade& trade) {
  open_money_case(view, context, decision,
                  {.subject = fmt::format("trade/{}", trade.trade_no.text()),
                   .code = "payment_unknown",
                   .store = std::nullopt,
                   .expected = std::nullopt,
                   .found = trade.amount,
                   .reference = trade.transaction_id.text()});
  return CallbackOutcome::UNKNOWN_PAYMENT;
}

// A trade number is paid once; another transaction under it is not ours to explain.
CallbackOutcome heard_before(TenantView& view, const Context& context, Decision& decision,
                             const PaymentId& id, const PaymentState& payment, const Trade& trade) {
  const auto& received = *payment.received;
  if (received.transaction_id == trade.transaction_id.text() && received.amount == trade.amount) {
    return CallbackOutcome::DUPLICATE;
  }
  open_money_case(view, context, decision,
                  {.subject = subject_of(id),
                   .code = "payment_twice",
                   .store = payment.parties->store,
                   .expected = received.amount,
                   .found = trade.amount,
                   .reference = trade.transaction_id.text()});
  return CallbackOutcome::AMOUNT_DIFFERS;
}

// What the order, or its supplement, still waits for is what this attempt was begun for. One that
// ended meanwhile still counts, unless another took its place.
std::optional<Due> still_due(const JobState& job, const PaymentId& id,
                             const PaymentState& payment) {
  if (job.payment && job.payment->payment != id) return std::nullopt;
  const auto due = due_of(job, payment.quote_version);
  if (!due || due->supplement != payment.supplement || due->amount != *payment.amount) {
    return std::nullopt;
  }
  return due;
}

bool pay(TenantView& view, const Context& context, Decision& decision, const PaymentId& id,
         const PaymentState& payment, const Trade& trade, std::string_view command) {
  const auto* job = view.get<Job>(payment.parties->job);
  if (job == nullptr) return false;
  const auto to = flow_named(job->flow).after(command, job->state);
  const auto due = still_due(*job, id, payment);
  if (!to || !due) return false;
  settle(decision, payment.parties->job, Admitted{*job, *to},
         {.payment = id,
          .due = *due,
          .method = "wechat",
          .recorded_by = context.caller.account.text(),
          .transaction_id = trade.transaction_id.text(),
          .paid_at = trade.paid_at},
         std::nullopt);
  return true;
}

}  // namespace

CallbackOutcome receive_money(TenantView& view, const Context& context, Decision& decision,
                              const Trade& trade, std::string_view command) {
  const auto* payment = payment_called(view, trade.trade_no.text());
  if (payment == nullptr) return unknown(view, context, decision, trade);
  const PaymentId id(trade.trade_no.text());
  const bool heard = payment->received && !planted(Defect::payment_counted_again);
  if (heard) return heard_before(view, context, decision, id, *payment, trade);
  if (trade.amount != *payment->amount) {
    question(view, context, decision, id, *payment, trade, "payment_amount_differs");
    return CallbackOutcome::AMOUNT_DIFFERS;
  }
  if (pay(view, context, decision, id, *payment, trade, command)) return CallbackOutcome::APPLIED;
  question(view, context, decision, id, *payment, trade, "payment_late");
  return CallbackOutcome::LATE;
}

CallbackOutcome receive_foreign_refund(TenantView& view, const Context& context, Decision& decision,
                                       const Trade& trade) {
  const auto* payment = payment_called(view, trade.trade_no.text());
  if (payment == nullptr) return unknown(view, context, decision, trade);
  if (payment->received) return CallbackOutcome::DUPLICATE;
  question(view, context, decision, PaymentId(trade.trade_no.text()), *payment, trade,
           "payment_refunded_outside");
  return CallbackOutcome::LATE;
}

}  // namespace fettle
