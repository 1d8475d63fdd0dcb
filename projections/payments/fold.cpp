#include <fmt/format.h>

#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/payment_rows.hpp"

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
          {},
          {},
          {},
          facts::time(f),
          {},
          facts::time(f),
          facts::version(f)};
}

void settle(PaymentRow& row, std::string status, const EventFacts& f) {
  row.status = std::move(status);
  row.settled_at = row.updated_at = facts::time(f);
  row.version = facts::version(f);
}

// What our own staff recorded has no signature to verify.
template <class Event>
void keep_in_ledger(ProjectionBuilder& to, std::string outcome) {
  to.add<PaymentEventRow, Event>([outcome](const Event&, const EventFacts& f) {
    return PaymentEventRow{facts::tenant(f),
                           facts::time(f),
                           fmt::format("{}.{}", f.envelope.commit, f.envelope.index),
                           facts::id(f),
                           std::string(f.envelope.type),
                           std::string(f.envelope.face),
                           std::string(f.envelope.data),
                           "NONE",
                           outcome};
  });
}

}  // namespace

void fold_payments(ProjectionBuilder& to) {
  to.put<PaymentRow, PaymentStarted>(started);
  to.change<PaymentRow, PaymentSucceeded>(
      facts::own_key, [](PaymentRow& row, const PaymentSucceeded& e, const EventFacts& f) {
        settle(row, "SUCCEEDED", f);
        row.method = e.method;
        row.recorded_by = e.recorded_by;
      });
  to.change<PaymentRow, PaymentFailed>(
      facts::own_key, [](PaymentRow& row, const PaymentFailed& e, const EventFacts& f) {
        settle(row, "FAILED", f);
        row.reason = e.reason;
      });
  keep_in_ledger<PaymentStarted>(to, "STARTED");
  keep_in_ledger<PaymentSucceeded>(to, "SUCCEEDED");
  keep_in_ledger<PaymentFailed>(to, "FAILED");
}

}  // namespace fettle::projections
