#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/payment/refund_events.hpp"
#include "schemas/payment/refund_row.hpp"

namespace fettle::projections {
namespace {

constexpr auto this_refund = [](const auto& e, const EventFacts& f) {
  return row_text::key(f.envelope.tenant, e.refund.text());
};

RefundRow asked(const RefundAsked& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = e.refund.text(),
          .payment_id = facts::id(f),
          .order_id = e.job.text(),
          .store_id = e.store.text(),
          .kind = e.kind,
          .status = "ASKED",
          .method = e.method,
          .amount = e.amount,
          .reason = e.reason.value,
          .asked_by = e.asked_by,
          .recorded_by = {},
          .code = {},
          .transaction_id = e.transaction_id,
          .refund_id = {},
          .asked_at = facts::time(f),
          .settled_at = {},
          .updated_at = facts::time(f)};
}

void settle(RefundRow& row, std::string status, const EventFacts& f) {
  row.status = std::move(status);
  row.settled_at = row.updated_at = facts::time(f);
}

}  // namespace

void fold_refunds(ProjectionBuilder& to) {
  to.put<RefundRow, RefundAsked>(asked);
  to.change<RefundRow, RefundAwaited>(
      this_refund, [](RefundRow& row, const RefundAwaited& e, const EventFacts& f) {
        if (e.refund_id) row.refund_id = e.refund_id;
        row.updated_at = facts::time(f);
      });
  to.change<RefundRow, RefundSucceeded>(
      this_refund, [](RefundRow& row, const RefundSucceeded& e, const EventFacts& f) {
        settle(row, "SUCCEEDED", f);
        row.method = e.method;
        row.recorded_by = e.recorded_by;
        row.code.reset();
        if (e.refund_id) row.refund_id = e.refund_id;
      });
  to.change<RefundRow, RefundFailed>(
      this_refund, [](RefundRow& row, const RefundFailed& e, const EventFacts& f) {
        settle(row, "FAILED", f);
        row.code = e.code;
      });
  to.change<RefundRow, RefundStuck>(this_refund,
                                    [](RefundRow& row, const RefundStuck& e, const EventFacts& f) {
                                      row.status = "STUCK";
                                      row.updated_at = facts::time(f);
                                      if (e.refund_id) row.refund_id = e.refund_id;
                                    });
}

}  // namespace fettle::projections
