#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "projections/work_orders/documents.hpp"
#include "projections/work_orders/states.hpp"
#include "schemas/job/events.hpp"
#include "schemas/job/work_order_row.hpp"

namespace fettle::projections {
namespace {

// Every event of an order raises its version; the rest is the event's own.
template <class Event, class Change>
void change(ProjectionBuilder& to, Change change) {
  to.change<WorkOrderRow, Event>(
      facts::own_key, [change](WorkOrderRow& row, const Event& event, const EventFacts& f) {
        row.version = facts::version(f);
        row.updated_at = facts::time(f);
        change(row, event, facts::time(f));
      });
}

WorkOrderRow opened(const JobOpened& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .short_number = e.short_number,
          .status = e.state,
          .store_id = e.store.text(),
          .customer_id = e.customer.text(),
          .vehicle_id = e.asset.text(),
          .technician_id = {},
          .bay_id = {},
          .skill = e.skill,
          .description = e.description.value,
          .media = facts::json(e.media),
          .appointment = e.appointment,
          .quote_version = 0,
          .confirmed_version = 0,
          .quote_needs_approval = false,
          .total = {},
          .paid = {},
          .supplement = {},
          .payment_id = {},
          .diagnosis_version = 0,
          .timer_seconds = 0,
          .labour_minutes = 0,
          .timer_since = {},
          .cancel_reason = {},
          .odoo_documents = {"[]"},
          .submitted_at = facts::time(f),
          .accepted_at = {},
          .diagnosing_at = {},
          .quoted_at = {},
          .confirmed_at = {},
          .repairing_at = {},
          .ready_to_pay_at = {},
          .paid_at = {},
          .closed_at = {},
          .canceled_at = {},
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

void fold_quotes_of_order(ProjectionBuilder& to) {
  change<QuoteIssued>(to, [](WorkOrderRow& row, const QuoteIssued& e, Moment) {
    row.quote_version = e.quote_version;
    row.total = e.total;
    row.quote_needs_approval = e.needs_approval;
  });
  change<QuoteApproved>(to, [](WorkOrderRow& row, const QuoteApproved&, Moment) {
    row.quote_needs_approval = false;
  });
  change<QuoteRejected>(to, [](WorkOrderRow&, const QuoteRejected&, Moment) {});
  change<QuoteConfirmed>(to, [](WorkOrderRow& row, const QuoteConfirmed& e, Moment) {
    row.confirmed_version = e.quote_version;
  });
}

void fold_payments_of_order(ProjectionBuilder& to) {
  change<PaymentBegun>(to, [](WorkOrderRow& row, const PaymentBegun& e, Moment) {
    if (!row.paid) row.payment_id = e.payment.text();
  });
  change<PaymentDropped>(to, [](WorkOrderRow& row, const PaymentDropped&, Moment) {
    if (!row.paid) row.payment_id.reset();
  });
  change<JobPaid>(to, [](WorkOrderRow& row, const JobPaid& e, Moment) {
    row.paid = e.amount;
    row.payment_id = e.payment.text();
  });
  change<SupplementAsked>(
      to, [](WorkOrderRow& row, const SupplementAsked& e, Moment) { row.supplement = e.amount; });
  change<SupplementWithdrawn>(
      to, [](WorkOrderRow& row, const SupplementWithdrawn&, Moment) { row.supplement.reset(); });
  change<SupplementPaid>(to, [](WorkOrderRow& row, const SupplementPaid& e, Moment) {
    row.paid = row.paid ? *row.paid + e.amount : e.amount;
    row.supplement.reset();
  });
}

void fold_work_of_order(ProjectionBuilder& to) {
  change<StepRecorded>(to, [](WorkOrderRow& row, const StepRecorded& e, Moment) {
    if (e.step == "diagnosis") row.diagnosis_version = e.version;
  });
  change<WorkRecorded>(to, [](WorkOrderRow& row, const WorkRecorded& e, Moment) {
    if (e.kind == "LABOUR") row.labour_minutes += e.quantity;
  });
  change<EvidenceRecorded>(to, [](WorkOrderRow&, const EvidenceRecorded&, Moment) {});
  change<TimerStarted>(
      to, [](WorkOrderRow& row, const TimerStarted& e, Moment) { row.timer_since = e.started_at; });
  change<TimerStopped>(to, [](WorkOrderRow& row, const TimerStopped& e, Moment) {
    row.timer_since.reset();
    row.timer_seconds += e.seconds;
  });
}

}  // namespace

void fold_work_orders(ProjectionBuilder& to) {
  to.put<WorkOrderRow, JobOpened>(
      [](const JobOpened& e, const EventFacts& f) -> std::optional<WorkOrderRow> {
        if (e.flow != "work_order") return std::nullopt;
        return opened(e, f);
      });
  change<JobAssigned>(to, [](WorkOrderRow& row, const JobAssigned& e, Moment) {
    row.technician_id = e.technician.text();
    row.bay_id = e.bay.text();
  });
  change<JobMoved>(to, [](WorkOrderRow& row, const JobMoved& e, Moment at) {
    row.status = e.to;
    auto* first = first_time_in(row, e.to);
    if (first != nullptr && !*first) *first = at;
  });
  change<NoteAdded>(to, [](WorkOrderRow&, const NoteAdded&, Moment) {});
  change<JobCancelled>(to, [](WorkOrderRow& row, const JobCancelled& e, Moment) {
    row.cancel_reason = e.reason.value;
  });
  change<JobClosed>(to, [](WorkOrderRow&, const JobClosed&, Moment) {});
  change<DocumentLinked>(to, [](WorkOrderRow& row, const DocumentLinked& e, Moment) {
    row.odoo_documents = with_document(row.odoo_documents, e);
  });
  fold_quotes_of_order(to);
  fold_payments_of_order(to);
  fold_work_of_order(to);
}

}  // namespace fettle::projections
