// Paying: only the current version, only when confirmed, only its total.
#include "commands/job/decide.hpp"
#include "commands/job/rules.hpp"
#include "commands/payment/indexes.hpp"
#include "commands/refusals.hpp"

namespace fettle {
namespace {

// The text is the seed's, word for word.
template <class C>
Checked<CurrentQuote> payable_quote(const JobState& job, const C& command) {
  if (job.quote && job.quote->version == command.quote_version &&
      job.quote->standing == QuoteStanding::CONFIRMED) {
    return *job.quote;
  }
  return conflict("quote_changed", "报价已更新请重新确认");
}

// The attempt that is open, or a new one.
PaymentId attempt(Decision& decision, const Context& context, const JobId& id, const JobState& job,
                  const CurrentQuote& quote) {
  if (job.payment) return job.payment->payment;
  const auto payment = context.fresh<PaymentId>();
  add<Job>(decision, id, PaymentBegun{payment, quote.version, quote.total});
  add<Payment>(decision, payment,
               PaymentStarted{.job = id,
                              .customer = job.parties->customer,
                              .store = job.parties->store,
                              .quote_version = quote.version,
                              .amount = quote.total,
                              .method = std::nullopt,
                              .trade_no = std::nullopt,
                              .payer = std::nullopt,
                              .description = std::nullopt,
                              .purpose = std::nullopt});
  return payment;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const StartPayment& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto quote = TRY(payable_quote(admitted.job, command));
  Decision decision;
  decision.id = command.work_order.text();
  const auto payment = attempt(decision, context, command.work_order, admitted.job, quote);
  answer(decision, StartPayment::Answer{payment, quote.total, quote.version, {}, {}});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const RecordPayment& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto quote = TRY(payable_quote(admitted.job, command));
  if (command.amount != quote.total) {
    return bad_field("amount", "payment_amount_mismatch",
                     fmt::format("the confirmed total is {} fen, not {}", quote.total.minor(),
                                 command.amount.minor()));
  }
  Decision decision;
  decision.id = command.work_order.text();
  const auto payment = attempt(decision, context, command.work_order, admitted.job, quote);
  add<Job>(decision, command.work_order,
           JobPaid{.payment = payment,
                   .amount = quote.total,
                   .quote_version = quote.version,
                   .method = "cash"});
  move(decision, command.work_order, admitted, of_customer(admitted.job, command.note));
  add<Payment>(decision, payment,
               PaymentSucceeded{.job = command.work_order,
                                .amount = quote.total,
                                .method = "cash",
                                .recorded_by = context.caller.account.text(),
                                .store = admitted.job.parties->store,
                                .transaction_id = std::nullopt,
                                .paid_at = std::nullopt});
  answer(decision, RecordPayment::Answer{std::string(admitted.to), payment});
  return decision;
}

}  // namespace fettle
