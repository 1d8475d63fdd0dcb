// How far a refund is, as the payment service says it.
#include "commands/connector/indexes.hpp"
#include "commands/payment/receive.hpp"

namespace fettle {
namespace {

// One refund, what is said of it, and where that goes.
struct Hearing {
  TenantView& view;
  const Context& context;
  Decision& decision;
  const PaymentId& id;
  const PaymentState& payment;
  const RefundState& refund;
  const RefundNews& news;

  void add_case(std::string_view code) const {
    open_money_case(view, context, decision,
                    {.subject = fmt::format("refund/{}", refund.id.text()),
                     .code = std::string(code),
                     .store = payment.parties->store,
                     .expected = refund.amount,
                     .found = news.amount,
                     .reference = news.refund_id});
  }
};

// One that a person paid by hand goes out a second time when the service pays it after all.
CallbackOutcome succeeded_before(const Hearing& heard) {
  if (heard.refund.method != settled_by_hand) return CallbackOutcome::DUPLICATE;
  heard.add_case("refund_twice");
  return CallbackOutcome::LATE;
}

// Money that went back although the refund had failed counts, as far as any is left.
CallbackOutcome succeeded(const Hearing& heard) {
  const auto& refund = heard.refund;
  if (refund.standing == RefundStanding::SUCCEEDED) return succeeded_before(heard);
  if (refund.standing == RefundStanding::FAILED &&
      refundable(heard.payment) < refund.amount.minor()) {
    heard.add_case("refund_late");
    return CallbackOutcome::LATE;
  }
  add<Payment>(heard.decision, heard.id,
               RefundSucceeded{.job = heard.payment.parties->job,
                               .refund = refund.id,
                               .amount = refund.amount,
                               .method = "wechat",
                               .recorded_by = heard.context.caller.account.text(),
                               .refund_id = heard.news.refund_id,
                               .refunded_at = heard.news.at.value_or(heard.context.now)});
  return CallbackOutcome::APPLIED;
}

// One question at a time: only the answer to the one that is open leads to the next. None is begun
// while the service is disconnected, nor made up for later.
bool may_ask_on(const Hearing& heard, std::chrono::days lasts_max) {
  const auto& refund = heard.refund;
  if (disconnected(heard.view, "wechat_pay")) return false;
  if (heard.news.errand != refund.errand || refund.answers >= answers_max) return false;
  return !refund.asked_at || heard.context.now < *refund.asked_at + lasts_max;
}

// By which the event that is added next has the service asked again.
ErrandId next_question(const Hearing& heard) {
  return ErrandId(fmt::format("{}.{}", heard.context.commit.text(), heard.decision.events.size()));
}

CallbackOutcome ask_on(const Hearing& heard, std::optional<bool> slowly) {
  const auto& refund = heard.refund;
  add<Payment>(heard.decision, heard.id,
               RefundAwaited{.job = heard.payment.parties->job,
                             .refund = refund.id,
                             .trade_no = heard.payment.trade_no.value_or(""),
                             .refund_id = heard.news.refund_id,
                             .number = refund.answers + 1,
                             .errand = next_question(heard),
                             .stuck = slowly});
  return CallbackOutcome::APPLIED;
}

// No case a second time; but it may go on by itself, or after somebody saw to it at the service.
CallbackOutcome stuck_before(const Hearing& heard) {
  const bool on = heard.refund.standing == RefundStanding::STUCK;
  if (on && may_ask_on(heard, refund_asked_max)) return ask_on(heard, true);
  return CallbackOutcome::DUPLICATE;
}

CallbackOutcome stuck(const Hearing& heard) {
  if (heard.refund.standing != RefundStanding::ASKED) return stuck_before(heard);
  std::optional<ErrandId> errand;
  if (may_ask_on(heard, refund_asked_max)) errand = next_question(heard);
  add<Payment>(heard.decision, heard.id,
               RefundStuck{.job = heard.payment.parties->job,
                           .refund = heard.refund.id,
                           .amount = heard.refund.amount,
                           .refund_id = heard.news.refund_id,
                           .errand = std::move(errand)});
  heard.add_case("refund_stuck");
  return CallbackOutcome::APPLIED;
}

// The question that is open goes on when nobody asked.
CallbackOutcome awaited(const Hearing& heard) {
  if (heard.refund.standing != RefundStanding::ASKED) return stuck_before(heard);
  if (heard.news.errand != heard.refund.errand) return CallbackOutcome::DUPLICATE;
  return may_ask_on(heard, refund_lasts_max) ? ask_on(heard, std::nullopt) : stuck(heard);
}

CallbackOutcome failed(const Hearing& heard, std::string_view code) {
  const auto standing = heard.refund.standing;
  const bool by_hand = heard.refund.method == settled_by_hand;
  if (standing == RefundStanding::SUCCEEDED && by_hand) return CallbackOutcome::DUPLICATE;
  if (standing == RefundStanding::SUCCEEDED) {
    heard.add_case("refund_undone");
    return CallbackOutcome::LATE;
  }
  if (standing == RefundStanding::FAILED) return CallbackOutcome::DUPLICATE;
  add<Payment>(heard.decision, heard.id,
               RefundFailed{.job = heard.payment.parties->job,
                            .refund = heard.refund.id,
                            .amount = heard.refund.amount,
                            .code = heard.news.code.value_or(std::string(code))});
  heard.add_case("refund_failed");
  return CallbackOutcome::APPLIED;
}

}  // namespace

CallbackOutcome receive_refund(TenantView& view, const Context& context, Decision& decision,
                               const PaymentId& id, const PaymentState& payment,
                               const RefundState& refund, const RefundNews& news) {
  const Hearing heard{view, context, decision, id, payment, refund, news};
  if (news.amount && *news.amount != refund.amount) {
    heard.add_case("refund_amount_differs");
    return CallbackOutcome::AMOUNT_DIFFERS;
  }
  switch (news.state) {
    case RefundAnswer::SUCCESS:
      return succeeded(heard);
    case RefundAnswer::PROCESSING:
      return awaited(heard);
    case RefundAnswer::ABNORMAL:
      return stuck(heard);
    case RefundAnswer::CLOSED:
      return failed(heard, "closed");
    case RefundAnswer::REFUSED:
      return failed(heard, "refused");
  }
  throw InvariantBroken("an answer about a refund without a meaning");
}

}  // namespace fettle
