// A person decides: the parts are given out or not, and what becomes of a posting that Odoo
// refuses for good.
#include "commands/errand/opens.hpp"
#include "commands/job/documents.hpp"
#include "commands/requisition/decide.hpp"
#include "commands/requisition/rules.hpp"

namespace fettle {
namespace {

// Each approval has a picking of its own: the one of a short posting was cancelled, and Odoo keeps
// its name.
std::string document_name(const RequisitionId& id, std::int64_t approvals) {
  if (approvals == 0) return id.text();
  return fmt::format("{}:{}", id.text(), approvals + 1);
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context,
                         const ApproveRequisition& command) {
  const auto& id = command.requisition;
  const auto* requisition = TRY(reached_requisition(view, context, id));
  if (!requisition->awaits_a_person()) return wrong_standing(*requisition, "ApproveRequisition");
  const auto& parts = *requisition->parts;
  Decision decision;
  add<Requisition>(decision, id,
                   RequisitionApproved{.job = parts.job,
                                       .short_number = parts.short_number,
                                       .store = parts.store,
                                       .product = parts.product,
                                       .odoo_id = parts.odoo_id,
                                       .quantity = requisition->quantity,
                                       .document_name = document_name(id, requisition->approvals),
                                       .approved_by = context.caller.account.text(),
                                       .errand = opens_errand(view, context, decision, "odoo")});
  answer_with(decision, RequisitionStanding::APPROVED, requisition->quantity);
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const RejectRequisition& command) {
  const auto& id = command.requisition;
  const auto* requisition = TRY(reached_requisition(view, context, id));
  if (!requisition->awaits_a_person()) return wrong_standing(*requisition, "RejectRequisition");
  Decision decision;
  add<Requisition>(
      decision, id,
      RequisitionRejected{context.caller.account.text(),
                          written(view, requisition->parts->job, command.reason.text())});
  release_stock(decision, id, *requisition, requisition->quantity, "rejected");
  answer_with(decision, RequisitionStanding::REJECTED, requisition->quantity);
  return decision;
}

namespace {

// The figure in Odoo is not touched by a person's word, but the pieces stay out of reach.
Checked<Decision> posted_by_hand(TenantView& view, const Context& context,
                                 const RequisitionState& requisition,
                                 const ResolveRequisition& command) {
  const auto& id = command.requisition;
  const auto& parts = *requisition.parts;
  const auto document = TRY(named_document(command.document));
  Decision decision;
  add<Requisition>(decision, id,
                   RequisitionPosted{.job = parts.job,
                                     .store = parts.store,
                                     .product = parts.product,
                                     .quantity = requisition.quantity,
                                     .document = document,
                                     .errand = requisition.errand,
                                     .settled_by = context.caller.account.text()});
  add<Stock>(
      decision, stock_id(parts.store, parts.product),
      StockClaimed{parts.store, parts.product, id, requisition.quantity, document, context.now});
  link_document(view, decision, parts.job, "issue", "requisition/" + id.text(), document);
  if (requisition.standing == RequisitionStanding::RECALLED) {
    ask_return(view, context, decision, id, parts, document, requisition.quantity, "cancelled");
  }
  answer_with(decision, RequisitionStanding::POSTED, requisition.quantity);
  return decision;
}

Checked<Decision> withdrawn(TenantView& view, const Context& context,
                            const RequisitionState& requisition,
                            const ResolveRequisition& command) {
  Decision decision;
  add<Requisition>(
      decision, command.requisition,
      RequisitionWithdrawn{context.caller.account.text(),
                           written(view, requisition.parts->job, command.note.text())});
  release_stock(decision, command.requisition, requisition, requisition.quantity, "withdrawn");
  answer_with(decision, RequisitionStanding::WITHDRAWN, requisition.quantity);
  return decision;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context,
                         const ResolveRequisition& command) {
  const auto* requisition = TRY(reached_requisition(view, context, command.requisition));
  if (!requisition->awaits_odoo()) return wrong_standing(*requisition, "ResolveRequisition");
  TRY(check_odoo_is_silent(view, requisition->errand));
  auto decision = command.outcome == SettledAs::POSTED
                      ? posted_by_hand(view, context, *requisition, command)
                      : withdrawn(view, context, *requisition, command);
  if (decision) end_if_open(view, *decision, requisition->errand, "ResolveRequisition");
  return decision;
}

}  // namespace fettle
