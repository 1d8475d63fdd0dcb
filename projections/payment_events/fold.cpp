// The payment journal: every callback as it came, and what our own side recorded.
#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/inbound/events.hpp"
#include "schemas/payment/events.hpp"
#include "schemas/payment/payment_rows.hpp"
#include "schemas/payment/refund_events.hpp"

namespace fettle::projections {
namespace {

std::optional<std::string> text(const StoreId& store) { return store.text(); }
std::optional<std::string> text(const std::optional<StoreId>& store) { return facts::text(store); }

template <class Event>
std::optional<std::string> store_of(const Event& e) {
  if constexpr (requires { e.store; }) return text(e.store);
  return std::nullopt;
}

template <class Event>
std::optional<std::string> transaction_of(const Event& e) {
  if constexpr (requires { e.transaction_id; }) return e.transaction_id;
  return std::nullopt;
}

// What our own side recorded has no signature to verify.
template <class Event>
void keep(ProjectionBuilder& to, std::string outcome) {
  to.add<PaymentEventRow, Event>([outcome](const Event& e, const EventFacts& f) {
    return PaymentEventRow{.tenant = facts::tenant(f),
                           .at = facts::time(f),
                           .id = facts::event_id(f),
                           .payment_id = facts::id(f),
                           .kind = std::string(f.envelope.type),
                           .source = std::string(f.envelope.face),
                           .raw = std::string(f.envelope.data),
                           .raw_encoding = "TEXT",
                           .verify_result = "NONE",
                           .outcome = outcome,
                           .order_id = e.job.text(),
                           .store_id = store_of(e),
                           .notification = {},
                           .transaction_id = transaction_of(e),
                           .headers = {"[]"}};
  });
}

PaymentEventRow received(const CallbackReceived& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .at = facts::time(f),
          .id = facts::event_id(f),
          .payment_id = e.payment ? e.payment->text() : "",
          .kind = std::string(f.envelope.type),
          .source = facts::id(f),
          .raw = e.raw,
          .raw_encoding = e.encoding,
          .verify_result = e.verdict,
          .outcome = e.outcome,
          .order_id = facts::text(e.job),
          .store_id = facts::text(e.store),
          .notification = e.notification,
          .transaction_id = e.transaction_id,
          .headers = facts::json(e.headers)};
}

PaymentEventRow counted(const CallbacksCounted& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .at = facts::time(f),
          .id = facts::event_id(f),
          .payment_id = "",
          .kind = std::string(f.envelope.type),
          .source = facts::id(f),
          .raw = std::string(f.envelope.data),
          .raw_encoding = "TEXT",
          .verify_result = e.reason,
          .outcome = "COUNTED",
          .order_id = {},
          .store_id = {},
          .notification = {},
          .transaction_id = {},
          .headers = {"[]"}};
}

}  // namespace

void fold_payment_events(ProjectionBuilder& to) {
  to.add<PaymentEventRow, CallbackReceived>(received);
  to.add<PaymentEventRow, CallbacksCounted>(counted);
  keep<PaymentStarted>(to, "STARTED");
  keep<PrepayIssued>(to, "PREPARED");
  keep<PaymentAwaited>(to, "AWAITED");
  keep<PaymentSucceeded>(to, "SUCCEEDED");
  keep<PaymentFailed>(to, "FAILED");
  keep<PaymentQuestioned>(to, "QUESTIONED");
  keep<PaymentCloseAsked>(to, "CLOSING");
  keep<PaymentClosed>(to, "CLOSED");
  keep<RefundAsked>(to, "REFUND_ASKED");
  keep<RefundAwaited>(to, "REFUND_AWAITED");
  keep<RefundSucceeded>(to, "REFUNDED");
  keep<RefundFailed>(to, "REFUND_FAILED");
  keep<RefundStuck>(to, "REFUND_STUCK");
}

}  // namespace fettle::projections
