#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/payment_rows.hpp"
#include "schemas/payment/refund_events.hpp"

namespace fettle::projections {
namespace {

PaymentRow started(const PaymentStarted& e, const EventFacts& f) {
  return {facts::tenant(f),
          facts::id(f),
          e.job.text(),
          e.customer.text(),
          e.store.text(),
          e.quote_version,
          e.amount,
          "PENDING",
          e.method,
          {},
          {},
          e.purpose,
          e.trade_no,
          {},
          {},
          {},
          {},
          {},
          facts::time(f),
          {},
          facts::time(f),
          facts::version(f)};
}

void changed(PaymentRow& row, const EventFacts& f) {
  row.updated_at = facts::time(f);
  row.version = facts::version(f);
}

void settle(PaymentRow& row, std::string status, const EventFacts& f) {
  row.status = std::move(status);
  row.settled_at = facts::time(f);
  changed(row, f);
}

// An event of which the row shows nothing but that it happened.
template <class Event>
void touch(ProjectionBuilder& to) {
  to.change<PaymentRow, Event>(
      facts::own_key, [](PaymentRow& row, const Event&, const EventFacts& f) { changed(row, f); });
}

Money sum(const std::optional<Money>& before, const Money& more) {
  return before ? *before + more : more;
}

}  // namespace

void fold_payments(ProjectionBuilder& to) {
  to.put<PaymentRow, PaymentStarted>(started);
  to.change<PaymentRow, PaymentSucceeded>(
      facts::own_key, [](PaymentRow& row, const PaymentSucceeded& e, const EventFacts& f) {
        settle(row, "SUCCEEDED", f);
        row.reason.reset();
        row.method = e.method;
        row.recorded_by = e.recorded_by;
        row.received = e.amount;
        row.transaction_id = e.transaction_id;
        row.paid_at = e.paid_at;
      });
  to.change<PaymentRow, PaymentFailed>(
      facts::own_key, [](PaymentRow& row, const PaymentFailed& e, const EventFacts& f) {
        settle(row, "FAILED", f);
        row.reason = e.reason;
      });
  to.change<PaymentRow, PaymentQuestioned>(
      facts::own_key, [](PaymentRow& row, const PaymentQuestioned& e, const EventFacts& f) {
        settle(row, "QUESTIONED", f);
        row.reason = e.code;
        row.received = e.amount;
        row.transaction_id = e.transaction_id;
        row.paid_at = e.paid_at;
      });
  to.change<PaymentRow, RefundAsked>(
      facts::own_key, [](PaymentRow& row, const RefundAsked& e, const EventFacts& f) {
        if (e.kind == "REVERSAL") row.reversed_by = e.refund.text();
        changed(row, f);
      });
  to.change<PaymentRow, RefundSucceeded>(
      facts::own_key, [](PaymentRow& row, const RefundSucceeded& e, const EventFacts& f) {
        row.refunded = sum(row.refunded, e.amount);
        changed(row, f);
      });
  to.change<PaymentRow, RefundFailed>(
      facts::own_key, [](PaymentRow& row, const RefundFailed& e, const EventFacts& f) {
        if (row.reversed_by == e.refund.text()) row.reversed_by.reset();
        changed(row, f);
      });
  touch<PrepayIssued>(to);
  touch<PaymentAwaited>(to);
  touch<PaymentCloseAsked>(to);
  touch<PaymentClosed>(to);
  touch<RefundAwaited>(to);
  touch<RefundStuck>(to);
}

}  // namespace fettle::projections
