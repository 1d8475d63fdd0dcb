// How far a refund is, as the payment service says it.
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

// Money that went back although the refund had failed counts, as far as any is left.
CallbackOutcome succeeded(const Hearing& heard) {
  const auto& refund = heard.refund;
  if (refund.standing == RefundStanding::SUCCEEDED) return CallbackOutcome::DUPLICATE;
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

CallbackOutcome stuck(const Hearing& heard) {
  if (heard.refund.standing != RefundStanding::ASKED) return CallbackOutcome::DUPLICATE;
  add<Payment>(heard.decision, heard.id,
               RefundStuck{.job = heard.payment.parties->job,
                           .refund = heard.refund.id,
                           .amount = heard.refund.amount,
                           .refund_id = heard.news.refund_id});
  heard.add_case("refund_stuck");
  return CallbackOutcome::APPLIED;
}

CallbackOutcome awaited(const Hearing& heard) {
  const auto& refund = heard.refund;
  if (refund.standing != RefundStanding::ASKED) return CallbackOutcome::DUPLICATE;
  if (refund.answers >= answers_max) return stuck(heard);
  const ErrandId next(
      fmt::format("{}.{}", heard.context.commit.text(), heard.decision.events.size()));
  add<Payment>(heard.decision, heard.id,
               RefundAwaited{.job = heard.payment.parties->job,
                             .refund = refund.id,
                             .trade_no = heard.payment.trade_no.value_or(""),
                             .refund_id = heard.news.refund_id,
                             .number = refund.answers + 1,
                             .errand = next});
  return CallbackOutcome::APPLIED;
}

CallbackOutcome failed(const Hearing& heard, std::string_view code) {
  const auto standing = heard.refund.standing;
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
