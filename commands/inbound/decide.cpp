// A callback is kept whatever it is; one that verifies takes effect in the same commit.
#include "commands/inbound/decide.hpp"

#include <algorithm>
#include <iterator>

#include "commands/payment/receive.hpp"

namespace fettle {
namespace {

// What a person should know of: somebody writes who is not the payment service, or our keys and
// clock are wrong. Probes are the service's own, and garbage comes from everywhere.
bool alarming(CallbackVerdict verdict) {
  return verdict != CallbackVerdict::OK && verdict != CallbackVerdict::PROBE &&
         verdict != CallbackVerdict::MALFORMED;
}

std::string lower(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char letter) { return letter == '_' ? '_' : static_cast<char>(letter | 32); });
  return text;
}

CallbackOutcome not_verified(TenantView& view, const Context& context, Decision& effect,
                             const RecordCallback& command) {
  if (!alarming(command.verdict)) return CallbackOutcome::NOT_VERIFIED;
  open_money_case(
      view, context, effect,
      {.subject = fmt::format("inbound/{}", command.provider.text()),
       .code = fmt::format("callback_{}", lower(Codec<CallbackVerdict>::name(command.verdict))),
       .store = std::nullopt,
       .expected = std::nullopt,
       .found = std::nullopt,
       .reference = text_of(command.notification)});
  return CallbackOutcome::NOT_VERIFIED;
}

CallbackOutcome unknown_refund(TenantView& view, const Context& context, Decision& effect,
                               const TradeRefund& told) {
  open_money_case(view, context, effect,
                  {.subject = fmt::format("refund/{}", told.refund_no.text()),
                   .code = "refund_unknown",
                   .store = std::nullopt,
                   .expected = std::nullopt,
                   .found = told.amount,
                   .reference = told.refund_id.text()});
  return CallbackOutcome::UNKNOWN_PAYMENT;
}

CallbackOutcome hear_refund(TenantView& view, const Context& context, Decision& effect,
                            const TradeRefund& told) {
  const auto* payment = payment_called(view, told.trade_no.text());
  const auto* refund = payment != nullptr && RefundId::well_formed(told.refund_no.text())
                           ? find_refund(*payment, RefundId(told.refund_no.text()))
                           : nullptr;
  if (refund == nullptr) return unknown_refund(view, context, effect, told);
  return receive_refund(view, context, effect, PaymentId(told.trade_no.text()), *payment, *refund,
                        {.state = told.state,
                         .refund_id = told.refund_id.text(),
                         .amount = told.amount,
                         .at = told.at,
                         .code = std::nullopt});
}

CallbackOutcome hear(TenantView& view, const Context& context, Decision& effect,
                     const RecordCallback& command) {
  if (command.verdict != CallbackVerdict::OK) return not_verified(view, context, effect, command);
  if (command.refund) return hear_refund(view, context, effect, *command.refund);
  const bool money = command.trade && command.trade->state == TradeState::SUCCESS;
  if (!money) return CallbackOutcome::IGNORED;
  return receive_money(view, context, effect, *command.trade, "RecordCallback");
}

// Names the payment, if it is ours and the signature is good: a forged one names what it likes.
void name_payment(TenantView& view, const RecordCallback& command, CallbackReceived& received) {
  if (command.verdict != CallbackVerdict::OK) return;
  const auto trade_no = command.trade    ? command.trade->trade_no.text()
                        : command.refund ? command.refund->trade_no.text()
                                         : std::string();
  const auto* payment = payment_called(view, trade_no);
  if (command.trade) received.transaction_id = command.trade->transaction_id.text();
  if (payment == nullptr) return;
  received.payment = PaymentId(trade_no);
  received.job = payment->parties->job;
  received.store = payment->parties->store;
  if (!command.refund || !RefundId::well_formed(command.refund->refund_no.text())) return;
  received.refund = RefundId(command.refund->refund_no.text());
}

CallbackReceived received(TenantView& view, const RecordCallback& command,
                          CallbackOutcome outcome) {
  CallbackReceived kept{.notification = text_of(command.notification),
                        .verdict = std::string(Codec<CallbackVerdict>::name(command.verdict)),
                        .outcome = std::string(Codec<CallbackOutcome>::name(outcome)),
                        .encoding = std::string(Codec<RawEncoding>::name(command.encoding)),
                        .raw = command.raw.text(),
                        .headers = {},
                        .payment = std::nullopt,
                        .refund = std::nullopt,
                        .job = std::nullopt,
                        .store = std::nullopt,
                        .transaction_id = std::nullopt};
  for (const auto& header : command.headers) {
    kept.headers.push_back({header.name.text(), header.value.text()});
  }
  name_payment(view, command, kept);
  return kept;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RecordCallback& command) {
  Decision effect;
  const auto outcome = hear(view, context, effect, command);
  Decision decision;
  add<Inbound>(decision, command.provider, received(view, command, outcome));
  std::move(effect.events.begin(), effect.events.end(), std::back_inserter(decision.events));
  answer(decision, RecordCallback::Answer{outcome});
  return decision;
}

Checked<Decision> decide(TenantView&, const Context&, const CountCallbacks& command) {
  Decision decision;
  add<Inbound>(decision, command.provider, CallbacksCounted{command.reason, command.count});
  return decision;
}

}  // namespace fettle
