#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/requisition/requisition_rows.hpp"

namespace fettle::projections {
namespace {

RequisitionRow requested(const RequisitionRequested& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .order_id = e.job.text(),
          .short_number = e.short_number,
          .store_id = e.store.text(),
          .product_id = e.product.text(),
          .odoo_id = e.odoo_id,
          .quantity = e.quantity,
          .status = "REQUESTED",
          .requested_by = e.requested_by,
          .note = facts::value(e.note),
          .requested_at = facts::time(f),
          .decided_by = {},
          .reason = {},
          .errand = {},
          .decided_at = {},
          .short_at = {},
          .reservable = {},
          .document_id = {},
          .document = {},
          .document_state = {},
          .settled_by = {},
          .posted_at = {},
          .issued = 0,
          .returned = 0,
          .return_pending = 0,
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

// `status` is what the event makes of it; empty: it stays.
template <class Event, class Change>
void change(ProjectionBuilder& to, std::string status, Change change) {
  to.change<RequisitionRow, Event>(
      facts::own_key, [status, change](RequisitionRow& row, const Event& e, const EventFacts& f) {
        if (!status.empty()) row.status = status;
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
        change(row, e, facts::time(f));
      });
}

void decided(RequisitionRow& row, const std::string& by, Moment at) {
  row.decided_by = by;
  row.decided_at = at;
}

void fold_decisions(ProjectionBuilder& to) {
  change<RequisitionChanged>(to, "", [](RequisitionRow& row, const RequisitionChanged& e, Moment) {
    row.quantity = e.quantity;
  });
  change<RequisitionRejected>(to, "REJECTED",
                              [](RequisitionRow& row, const RequisitionRejected& e, Moment at) {
                                decided(row, e.rejected_by, at);
                                row.reason = e.reason.value;
                              });
  change<RequisitionApproved>(to, "APPROVED",
                              [](RequisitionRow& row, const RequisitionApproved& e, Moment at) {
                                decided(row, e.approved_by, at);
                                row.errand = facts::text(e.errand);
                              });
  change<RequisitionReleased>(
      to, "RELEASED",
      [](RequisitionRow& row, const RequisitionReleased& e, Moment) { row.reason = e.reason; });
  change<RequisitionRecalled>(
      to, "RECALLED",
      [](RequisitionRow& row, const RequisitionRecalled& e, Moment) { row.reason = e.reason; });
  change<RequisitionWithdrawn>(to, "WITHDRAWN",
                               [](RequisitionRow& row, const RequisitionWithdrawn& e, Moment) {
                                 row.settled_by = e.withdrawn_by;
                                 row.reason = e.note.value;
                               });
}

void fold_postings(ProjectionBuilder& to) {
  change<RequisitionShort>(to, "SHORT",
                           [](RequisitionRow& row, const RequisitionShort& e, Moment at) {
                             if (!row.short_at) row.short_at = at;
                             row.reservable = e.reservable;
                           });
  change<RequisitionPosted>(to, "POSTED",
                            [](RequisitionRow& row, const RequisitionPosted& e, Moment at) {
                              row.issued = e.quantity;
                              row.document_id = e.document.id;
                              row.document = e.document.name;
                              row.document_state = e.document.state;
                              row.settled_by = e.settled_by;
                              row.posted_at = at;
                            });
}

constexpr auto return_key = [](const auto& e, const EventFacts& f) {
  return row_text::key(f.envelope.tenant, f.envelope.id, e.return_id.text());
};

void fold_returned(ProjectionBuilder& to) {
  change<ReturnAsked>(to, "", [](RequisitionRow& row, const ReturnAsked& e, Moment) {
    row.return_pending += e.quantity;
  });
  change<PartsReturned>(to, "", [](RequisitionRow& row, const PartsReturned& e, Moment) {
    row.returned += e.quantity;
    row.return_pending -= e.asked;
  });
  change<ReturnWithdrawn>(to, "", [](RequisitionRow& row, const ReturnWithdrawn& e, Moment) {
    row.return_pending -= e.asked;
  });
}

PartsReturnRow asked(const ReturnAsked& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .requisition_id = facts::id(f),
          .id = e.return_id.text(),
          .order_id = e.job.text(),
          .store_id = e.store.text(),
          .product_id = e.product.text(),
          .quantity = e.quantity,
          .returned = 0,
          .status = "ASKED",
          .reason = e.reason.value,
          .original = e.original.name,
          .original_id = e.original.id,
          .asked_by = e.asked_by,
          .asked_at = facts::time(f),
          .errand = facts::text(e.errand),
          .document_id = {},
          .document = {},
          .document_state = {},
          .settled_by = {},
          .settled_at = {}};
}

}  // namespace

void fold_requisitions(ProjectionBuilder& to) {
  to.put<RequisitionRow, RequisitionRequested>(requested);
  fold_decisions(to);
  fold_postings(to);
  fold_returned(to);
}

void fold_parts_returns(ProjectionBuilder& to) {
  to.put<PartsReturnRow, ReturnAsked>(asked);
  to.change<PartsReturnRow, PartsReturned>(
      return_key, [](PartsReturnRow& row, const PartsReturned& e, const EventFacts& f) {
        row.status = "RETURNED";
        row.returned = e.quantity;
        row.document_id = e.document.id;
        row.document = e.document.name;
        row.document_state = e.document.state;
        row.settled_by = e.settled_by;
        row.settled_at = facts::time(f);
      });
  to.change<PartsReturnRow, ReturnWithdrawn>(
      return_key, [](PartsReturnRow& row, const ReturnWithdrawn& e, const EventFacts& f) {
        row.status = "WITHDRAWN";
        row.settled_by = e.withdrawn_by;
        row.settled_at = facts::time(f);
      });
}

}  // namespace fettle::projections
