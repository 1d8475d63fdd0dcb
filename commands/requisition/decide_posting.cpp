// Odoo's answers about issues of parts. Odoo's word is the truth: what does not agree with our
// books is recorded, linked to the order and made a case, never refused.
#include "commands/errand/opens.hpp"
#include "commands/job/documents.hpp"
#include "commands/requisition/decide.hpp"
#include "commands/requisition/rules.hpp"
#include "commands/stock/postings.hpp"

namespace fettle {
namespace {

bool knows(TenantView& view, const JobId& job, const OdooDocument& document) {
  const auto& known = view.get<Job>(job)->documents;
  return std::any_of(known.begin(), known.end(),
                     [&](const OdooDocument& one) { return same_document(one, document); });
}

// The requisition has ended, in this posting or otherwise. What is new is a second posting, or one
// of parts that nobody was to get: a person must look.
Decision after_the_end(TenantView& view, const Context& context,
                       const RequisitionState& requisition, const RecordPosting& command,
                       const OdooDocument& document) {
  const auto& id = command.requisition;
  const auto& parts = *requisition.parts;
  Decision decision;
  if (!knows(view, parts.job, document)) {
    const bool twice = requisition.standing == RequisitionStanding::POSTED;
    report_posting(view, context, decision, id, parts,
                   {.code = twice ? "posted_twice" : "posted_after_end",
                    .expected = requisition.issued,
                    .found = command.quantity,
                    .document = document.name});
  }
  link_document(view, decision, parts.job, "issue", "requisition/" + id.text(), document);
  return decision;
}

Decision posted(TenantView& view, const Context& context, const RequisitionState& requisition,
                const RecordPosting& command, const OdooDocument& document) {
  const auto& id = command.requisition;
  const auto& parts = *requisition.parts;
  const auto issued = std::min<std::int64_t>(command.quantity, requisition.quantity);
  Decision decision;
  add<Requisition>(decision, id,
                   RequisitionPosted{.job = parts.job,
                                     .store = parts.store,
                                     .product = parts.product,
                                     .quantity = issued,
                                     .document = document,
                                     .errand = command.errand,
                                     .settled_by = {}});
  issue_stock(view, context, decision,
              {parts.store, parts.product, document, command.quantity, command.done_at}, id,
              requisition.quantity);
  if (command.quantity != requisition.quantity) {
    report_posting(view, context, decision, id, parts,
                   {.code = "posting_quantity_differs",
                    .expected = requisition.quantity,
                    .found = command.quantity,
                    .document = document.name});
  }
  link_document(view, decision, parts.job, "issue", "requisition/" + id.text(), document);
  if (requisition.standing == RequisitionStanding::RECALLED) {
    ask_return(view, context, decision, id, parts, document, issued, "cancelled");
  }
  return decision;
}

}  // namespace

// Found by hand, it ends the errand of the approval as well: nobody posts it again.
Checked<Decision> decide(TenantView& view, const Context& context, const RecordPosting& command) {
  const auto* requisition = TRY(known_requisition(view, command.requisition));
  const auto document = document_of(command.document);
  auto decision = requisition->is_open()
                      ? posted(view, context, *requisition, command, document)
                      : after_the_end(view, context, *requisition, command, document);
  end_if_open(view, decision, command.errand, "RecordPosting");
  if (command.errand != requisition->errand) {
    end_if_open(view, decision, requisition->errand, "RecordPosting");
  }
  return decision;
}

// Of an earlier approval it says nothing any more.
Checked<Decision> decide(TenantView& view, const Context&, const RecordPostingShort& command) {
  const auto& id = command.requisition;
  const auto* requisition = TRY(known_requisition(view, id));
  Decision decision;
  if (!is_open(view, command.errand)) return decision;
  const bool current = requisition->awaits_odoo() && requisition->errand == command.errand;
  if (current && requisition->standing == RequisitionStanding::APPROVED) {
    add<Requisition>(decision, id, RequisitionShort{command.errand, command.reservable});
  } else if (current) {
    add<Requisition>(decision, id, RequisitionReleased{"cancelled"});
    release_stock(decision, id, *requisition, requisition->quantity, "cancelled");
  }
  end_errand(decision, command.errand, "RecordPostingShort");
  return decision;
}

}  // namespace fettle
