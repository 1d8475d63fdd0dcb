// Which events of a payment become errands, and which make one needless.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "adapters/wechat_pay/connector.hpp"
#include "adapters/wechat_pay/errands.hpp"
#include "schemas/connector/events.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/refund_events.hpp"
#include "schemas/registration.hpp"
#include "schemas/statement/events.hpp"

namespace fettle::wechat_pay {
namespace {

constexpr std::string_view by_wechat = "wechat";

template <class E>
const E* as(const AnyEvent& event) {
  if (event.type != &event_type<E>()) return nullptr;
  return static_cast<const E*>(event.data.get());
}

std::string subject_of(const PaymentId& payment) {
  return fmt::format("payment/{}", payment.text());
}
std::string subject_of(const RefundId& refund) { return fmt::format("refund/{}", refund.text()); }

template <class What>
OpenedErrand opened(std::string_view action, std::string subject, const PaymentId& payment,
                    What what, std::optional<Moment> due = {}) {
  return {std::string(action), std::move(subject),
          std::make_shared<const PaymentErrand>(PaymentErrand{payment, std::move(what)}), due};
}

std::optional<OpenedErrand> of_start(const PaymentId& id, const PaymentStarted& e) {
  if (e.method != by_wechat || !e.trade_no) return std::nullopt;
  PrepayOrder order{.out_trade_no = *e.trade_no,
                    .description = e.description.value_or(*e.trade_no),
                    .openid = e.payer ? e.payer->value.value_or("") : "",
                    .total_fen = e.amount.minor()};
  return opened(action::prepay, subject_of(id), id, Prepay{std::move(order)});
}

std::optional<OpenedErrand> of_refund(const PaymentId& id, const RefundAsked& e) {
  if (e.method != by_wechat || !e.trade_no) return std::nullopt;
  RefundOrder order{.out_trade_no = *e.trade_no,
                    .out_refund_no = e.refund.text(),
                    .reason = e.reason.value.value_or(""),
                    .refund_fen = e.amount.minor(),
                    .total_fen = e.paid.minor()};
  return opened(action::refund, subject_of(e.refund), id, GiveBack{e.refund, std::move(order)});
}

// The last one repeats.
std::chrono::milliseconds pause(const std::vector<std::chrono::milliseconds>& pauses,
                                std::int64_t number) {
  const auto last = static_cast<std::int64_t>(pauses.size()) - 1;
  return pauses[static_cast<std::size_t>(std::clamp<std::int64_t>(number, 0, last))];
}

}  // namespace

bool PayConnector::wants(std::string_view event_type) const {
  constexpr std::string_view wanted[] = {"PaymentStarted",   "PrepayIssued",  "PaymentAwaited",
                                         "PaymentSucceeded", "PaymentFailed", "PaymentCloseAsked",
                                         "RefundAsked",      "RefundAwaited", "RefundSucceeded",
                                         "RefundFailed",     "RefundStuck",   "ConnectorEnabled",
                                         "StatementImported"};
  return std::find(std::begin(wanted), std::end(wanted), event_type) != std::end(wanted);
}

ErrandChange PayConnector::fold(const Envelope& envelope, const AnyEvent& event) {
  fold_bills(envelope, event);
  const PaymentId id{std::string(envelope.id)};
  const auto ask = [&](const std::string& trade_no, std::int64_t answers) {
    return opened(action::ask_payment, subject_of(id), id, AskPayment{trade_no},
                  envelope.time + pause(settings_.ask_after, answers));
  };
  if (const auto* e = as<PaymentStarted>(event)) return {of_start(id, *e), {}};
  if (const auto* e = as<PrepayIssued>(event)) return {ask(e->trade_no, 0), {}};
  if (const auto* e = as<PaymentAwaited>(event)) return {ask(e->trade_no, e->number), {}};
  if (const auto* e = as<PaymentCloseAsked>(event)) {
    return {opened(action::close_order, subject_of(id), id, CloseOrder{e->trade_no}), {}};
  }
  if (as<PaymentSucceeded>(event) || as<PaymentFailed>(event)) {
    return {{}, NeedlessErrand{std::string(action::ask_payment), subject_of(id)}};
  }
  return fold_refunds(envelope, event);
}

ErrandChange PayConnector::fold_refunds(const Envelope& envelope, const AnyEvent& event) const {
  const PaymentId id{std::string(envelope.id)};
  const auto ask = [&](const RefundId& refund, std::chrono::milliseconds after) {
    return opened(action::ask_refund, subject_of(refund), id, AskRefund{refund},
                  envelope.time + after);
  };
  const auto over = [](const RefundId& refund) {
    return NeedlessErrand{std::string(action::ask_refund), subject_of(refund)};
  };
  const auto slowly = settings_.ask_stuck_refund_after;
  if (const auto* e = as<RefundAsked>(event)) return {of_refund(id, *e), {}};
  if (const auto* e = as<RefundAwaited>(event)) {
    const bool stuck = e->stuck.value_or(false);
    return {ask(e->refund, stuck ? slowly : pause(settings_.ask_refund_after, e->number - 1)), {}};
  }
  if (const auto* e = as<RefundStuck>(event); e != nullptr && e->errand) {
    return {ask(e->refund, slowly), {}};
  }
  if (const auto* e = as<RefundSucceeded>(event)) return {{}, over(e->refund)};
  if (const auto* e = as<RefundFailed>(event)) return {{}, over(e->refund)};
  return {};
}

// What a person imported may be a part of the day: only our own imports count.
void PayConnector::fold_bills(const Envelope& envelope, const AnyEvent& event) {
  const auto* statement = as<StatementImported>(event);
  const bool ours =
      statement != nullptr && statement->imported_by == fmt::format("connector:{}", connector_name);
  const auto* enabled = as<ConnectorEnabled>(event);
  const bool connects = enabled != nullptr && enabled->connector == connector_name;
  if (!ours && !connects) return;
  const std::lock_guard lock(mutex_);
  auto& days = bill_days_[std::string(envelope.tenant)];
  if (connects) days.connected(envelope.time);
  if (ours) days.imported(std::string(envelope.id));
}

}  // namespace fettle::wechat_pay
