// The difference that is asked for after an order was paid (补差价): a new version of the quote,
// with one line more, and a payment of its own.
#include "commands/job/decide.hpp"
#include "commands/job/quote_rules.hpp"
#include "commands/job/rules.hpp"
#include "commands/refusals.hpp"

namespace fettle {
namespace {

Money minus(const Money& total, const Money& amount) {
  return total + Money(-amount.minor(), amount.currency());
}

QuoteLine line_of(const Money& amount) {
  return {.kind = LineKind::LABOUR,
          .name = "补差价",
          .quantity_hundredths = 100,
          .unit_price = amount,
          .amount = amount};
}

QuoteIssued next_version(const CurrentQuote& before, std::vector<QuoteLine> lines, Money total) {
  return {.quote_version = before.version + 1,
          .lines = std::move(lines),
          .total = total,
          .needs_approval = false,  // the manager asks for it himself
          .previous_total = before.total};
}

Checked<void> check_amount(const JobState& job, const Money& amount) {
  if (amount.currency() != Currency("CNY")) {
    return bad_field("amount", "currency_unknown", "prices are in CNY");
  }
  if (amount.minor() < 1 || amount.minor() > supplement_fen_max) {
    return bad_field("amount", "field_range", fmt::format("1 to {} fen", supplement_fen_max));
  }
  if (job.supplement) {
    return conflict("supplement_open", fmt::format("state {}: a supplement of {} fen is not paid",
                                                   job.state, job.supplement->amount.minor()));
  }
  if (job.quote->lines.size() < quote_lines_max) return {};
  return conflict("quote_too_long",
                  fmt::format("state {}: the quote has {} lines", job.state, quote_lines_max));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const AskSupplement& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto& job = admitted.job;
  TRY(check_amount(job, command.amount));
  auto lines = job.quote->lines;
  lines.push_back(line_of(command.amount));
  auto issued = next_version(*job.quote, std::move(lines), job.quote->total + command.amount);
  const SupplementAsked asked{.quote_version = issued.quote_version,
                              .amount = command.amount,
                              .reason = of_customer(job, command.reason.text()),
                              .asked_by = context.caller.account.text(),
                              .previous_total = job.quote->total,
                              .total = issued.total};
  Decision decision;
  answer(decision, AskSupplement::Answer{job.state, asked.quote_version, asked.total});
  add<Job>(decision, command.work_order, std::move(issued));
  add<Job>(decision, command.work_order, asked);
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const WithdrawSupplement& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto& job = admitted.job;
  if (!job.supplement) {
    return conflict("no_supplement_open",
                    fmt::format("state {}: no supplement waits for its payment", job.state));
  }
  auto lines = job.quote->lines;
  lines.pop_back();
  auto issued =
      next_version(*job.quote, std::move(lines), minus(job.quote->total, job.supplement->amount));
  const SupplementWithdrawn withdrawn{.amount = job.supplement->amount,
                                      .reason = of_customer(job, command.reason.text()),
                                      .withdrawn_by = context.caller.account.text(),
                                      .previous_total = job.quote->total,
                                      .total = issued.total};
  Decision decision;
  decision.id = command.work_order.text();
  drop_payment(decision, command.work_order, job, "withdrawn");
  answer(decision, AskSupplement::Answer{job.state, issued.quote_version, issued.total});
  add<Job>(decision, command.work_order, std::move(issued));
  add<Job>(decision, command.work_order, withdrawn);
  return decision;
}

}  // namespace fettle
