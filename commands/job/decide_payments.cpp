// Paying: only the current version, only when confirmed, only what is due.
#include "commands/connector/indexes.hpp"
#include "commands/customer/indexes.hpp"
#include "commands/errand/indexes.hpp"
#include "commands/job/decide.hpp"
#include "commands/job/settle.hpp"
#include "commands/payment/indexes.hpp"
#include "commands/refusals.hpp"

namespace fettle {
namespace {

constexpr std::string_view wechat = "wechat";

// The text is the seed's, word for word.
template <class C>
Checked<Due> payable(const JobState& job, const C& command) {
  if (!job.paid_by.empty() && !job.supplement) {
    return wrong_state(job, fettle_declaration_of(static_cast<const C*>(nullptr)).name);
  }
  const auto due = due_of(job, command.quote_version);
  if (due) return *due;
  return conflict("quote_changed", "报价已更新请重新确认");
}

// An attempt that is open leads nowhere either: nobody hears what becomes of it.
Checked<void> check_connected(TenantView& view, const JobState& job, const Due& due) {
  const auto* customer = view.get<Customer>(job.parties->customer);
  const bool by_wechat = customer != nullptr && customer->openid && customer->openid->value;
  if (due.amount.minor() == 0 || !by_wechat || !disconnected(view, "wechat_pay")) return {};
  return conflict("not_connected", "WeChat Pay is disconnected: pay at the desk");
}

// The account that WeChat asks; nothing when it cannot ask this customer.
std::optional<Personal> payer_of(TenantView& view, const JobState& job, const Due& due) {
  if (due.amount.minor() == 0 || !connected(view, "wechat_pay")) return std::nullopt;
  const auto* customer = view.get<Customer>(job.parties->customer);
  if (customer == nullptr || !customer->openid || !customer->openid->value) return std::nullopt;
  return customer->openid;
}

// Without a payer it is paid at the desk.
OpenPayment begin(Decision& decision, const Context& context, const JobId& id, const JobState& job,
                  const Due& due, const std::optional<Personal>& payer) {
  const auto payment = context.fresh<PaymentId>();
  const auto only_wechat = [&](std::string text) {
    return payer ? std::optional(std::move(text)) : std::nullopt;
  };
  const auto method = only_wechat(std::string(wechat));
  std::optional<ErrandId> errand;
  if (payer) {
    errand.emplace(fmt::format("{}.{}", context.commit.text(), decision.events.size() + 1));
  }
  add<Job>(decision, id, PaymentBegun{payment, due.quote_version, due.amount, method, errand});
  add<Payment>(
      decision, payment,
      PaymentStarted{
          .job = id,
          .customer = job.parties->customer,
          .store = job.parties->store,
          .quote_version = due.quote_version,
          .amount = due.amount,
          .method = method,
          .trade_no = only_wechat(payment.text()),
          .payer = payer,
          .description = only_wechat(
              fmt::format("{}-{}", due.supplement ? "补差价" : "维修费用", job.short_number)),
          .purpose = due.supplement ? std::optional<std::string>("supplement") : std::nullopt});
  return {payment, due.amount, due.quote_version, method, errand};
}

// One whose prepay order has run out, or is asked for no more, leads nowhere.
bool still_good(TenantView& view, const Context& context, const OpenPayment& open) {
  const auto* payment = view.get<Payment>(open.payment);
  if (payment != nullptr && payment->prepay) return context.now < payment->prepay->valid_until;
  const auto* errand = open.errand ? view.get<Errand>(*open.errand) : nullptr;
  return errand == nullptr || errand->standing != ErrandStanding::GIVEN_UP;
}

// The attempt that is open, or a new one in its place.
OpenPayment attempt(Decision& decision, TenantView& view, const Context& context, const JobId& id,
                    const JobState& job, const Due& due) {
  const auto payer = payer_of(view, job, due);
  if (job.payment) {
    const bool at_desk_needlessly = !job.payment->method && payer;
    if (!at_desk_needlessly && still_good(view, context, *job.payment)) return *job.payment;
    drop_payment(decision, id, job, at_desk_needlessly ? "replaced" : "expired");
  }
  return begin(decision, context, id, job, due, payer);
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const StartPayment& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto due = TRY(payable(admitted.job, command));
  TRY(check_connected(view, admitted.job, due));
  Decision decision;
  decision.id = command.work_order.text();
  const auto open = attempt(decision, view, context, command.work_order, admitted.job, due);
  if (open.method) decision.status = 202;
  answer(decision, StartPayment::Answer{open.payment, due.amount, due.quote_version, open.method});
  return decision;
}

// Money at the desk: an attempt at the payment service ends, so that nothing is paid twice.
Checked<Decision> decide(TenantView& view, const Context& context, const RecordPayment& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto& job = admitted.job;
  const auto due = TRY(payable(job, command));
  if (command.amount != due.amount) {
    return bad_field(
        "amount", "payment_amount_mismatch",
        fmt::format("{} fen are due, not {}", due.amount.minor(), command.amount.minor()));
  }
  Decision decision;
  decision.id = command.work_order.text();
  if (job.payment && job.payment->method) {
    drop_payment(decision, command.work_order, job, "paid_otherwise");
  }
  const bool open = job.payment && !job.payment->method;
  const auto payment =
      open ? job.payment->payment
           : begin(decision, context, command.work_order, job, due, std::nullopt).payment;
  settle(decision, command.work_order, admitted,
         {.payment = payment,
          .due = due,
          .method = "cash",
          .recorded_by = context.caller.account.text(),
          .transaction_id = std::nullopt,
          .paid_at = std::nullopt},
         of_customer(job, command.note));
  answer(decision, RecordPayment::Answer{std::string(admitted.to), payment});
  return decision;
}

}  // namespace fettle
