// Quotes: each change is a new version, and only the current one counts.
#include "commands/job/decide.hpp"
#include "commands/job/quote_rules.hpp"
#include "commands/job/rules.hpp"
#include "commands/refusals.hpp"
#include "commands/settings/value.hpp"

namespace fettle {
namespace {

// 409 unless the command names the version that counts now.
template <class C>
Checked<CurrentQuote> current_quote(const JobState& job, const C& command) {
  const auto version = job.quote ? job.quote->version : 0;
  if (version == 0 || version != command.quote_version) {
    return conflict("QUOTE_VERSION_MISMATCH",
                    fmt::format("state {}: the current quote version is {}, not {}", job.state,
                                version, std::int64_t{command.quote_version}));
  }
  return *job.quote;
}

Checked<void> check_waiting(const JobState& job, const CurrentQuote& quote) {
  if (quote.standing == QuoteStanding::AWAITS_APPROVAL) return {};
  return conflict("quote_not_waiting",
                  fmt::format("state {}: quote version {} is {}", job.state, quote.version,
                              Codec<QuoteStanding>::name(quote.standing)));
}

Rejection not_confirmable(const JobState& job, const CurrentQuote& quote) {
  const auto code = quote.standing == QuoteStanding::CONFIRMED  ? "quote_already_confirmed"
                    : quote.standing == QuoteStanding::REJECTED ? "quote_rejected"
                                                                : "quote_awaits_approval";
  return conflict(code, fmt::format("state {}: quote version {} is {}", job.state, quote.version,
                                    Codec<QuoteStanding>::name(quote.standing)));
}

bool needs_approval(TenantView& view, const JobState& job, const Money& total) {
  const auto threshold =
      setting_value(view, SettingName::quote_approval_threshold, job.parties->store);
  return threshold && total.minor() >= *threshold;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const IssueQuote& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto& before = admitted.job.quote;
  QuoteIssued issued{.quote_version = before ? before->version + 1 : 1,
                     .lines = TRY(checked_lines(command)),
                     .total = command.total,
                     .needs_approval = needs_approval(view, admitted.job, command.total),
                     .previous_total = before ? std::optional(before->total) : std::nullopt};
  Decision decision;
  drop_payment(decision, command.work_order, admitted.job, "quote_changed");
  answer(decision,
         IssueQuote::Answer{std::string(admitted.to), issued.quote_version, issued.needs_approval});
  add<Job>(decision, command.work_order, std::move(issued));
  move(decision, command.work_order, admitted, std::nullopt);
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const ApproveQuote& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto quote = TRY(current_quote(admitted.job, command));
  TRY(check_waiting(admitted.job, quote));
  Decision decision;
  add<Job>(decision, command.work_order, QuoteApproved{quote.version, quote.total});
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const RejectQuote& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto quote = TRY(current_quote(admitted.job, command));
  TRY(check_waiting(admitted.job, quote));
  Decision decision;
  add<Job>(
      decision, command.work_order,
      QuoteRejected{quote.version, quote.total, of_customer(admitted.job, command.reason.text())});
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const ConfirmQuote& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto quote = TRY(current_quote(admitted.job, command));
  if (quote.standing != QuoteStanding::CONFIRMABLE) return not_confirmable(admitted.job, quote);
  Decision decision;
  add<Job>(decision, command.work_order, QuoteConfirmed{quote.version, quote.total});
  move(decision, command.work_order, admitted, std::nullopt);
  answer(decision, OrderAnswer{std::string(admitted.to)});
  return decision;
}

}  // namespace fettle
