// Unused parts come back: a reverse posting that names the issue, never more than was issued.
#include <algorithm>

#include "commands/errand/opens.hpp"
#include "commands/job/documents.hpp"
#include "commands/refusals.hpp"
#include "commands/requisition/decide.hpp"
#include "commands/requisition/rules.hpp"
#include "commands/stock/postings.hpp"

namespace fettle {
namespace {

const PendingReturn* pending_return(const RequisitionState& requisition, const ReturnId& id) {
  const auto found = std::find_if(requisition.pending.begin(), requisition.pending.end(),
                                  [&](const PendingReturn& one) { return one.id == id; });
  return found == requisition.pending.end() ? nullptr : &*found;
}

const SettledReturn* settled_return(const RequisitionState& requisition, const ReturnId& id) {
  const auto found = std::find_if(requisition.settled.begin(), requisition.settled.end(),
                                  [&](const SettledReturn& one) { return one.id == id; });
  return found == requisition.settled.end() ? nullptr : &*found;
}

Rejection unknown_return(const ReturnId& id) {
  return not_found("return_unknown", fmt::format("there is no return {}", id.text()));
}

std::string subject_of_return(const ReturnId& id) { return "return/" + id.text(); }

PartsReturned returned(const Requested& parts, const PendingReturn& asked, std::int64_t quantity,
                       const OdooDocument& document, std::optional<std::string> settled_by) {
  return {.return_id = asked.id,
          .job = parts.job,
          .store = parts.store,
          .product = parts.product,
          .quantity = quantity,
          .asked = asked.quantity,
          .document = document,
          .errand = asked.errand,
          .settled_by = std::move(settled_by)};
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const ReturnParts& command) {
  const auto& id = command.requisition;
  const auto* requisition = TRY(reached_requisition(view, context, id));
  if (requisition->standing != RequisitionStanding::POSTED) {
    return wrong_standing(*requisition, "ReturnParts");
  }
  if (command.quantity > requisition->returnable()) {
    return bad_field("quantity", "return_too_many",
                     fmt::format("{} of {} issued can come back", requisition->returnable(),
                                 requisition->issued));
  }
  if (requisition->pending.size() + requisition->settled.size() >= returns_max) {
    return conflict("returns_full",
                    fmt::format("a requisition has at most {} returns", returns_max));
  }
  Decision decision;
  decision.status = 201;
  const auto return_id =
      ask_return(view, context, decision, id, *requisition->parts, *requisition->document,
                 command.quantity, command.reason.text());
  answer(decision, ReturnParts::Answer{return_id, command.quantity});
  return decision;
}

namespace {

Decision returned_by_odoo(TenantView& view, const Context& context, const Requested& parts,
                          const PendingReturn& asked, const RecordReturnPosting& command,
                          const OdooDocument& document) {
  const auto& id = command.requisition;
  Decision decision;
  add<Requisition>(decision, id,
                   returned(parts, asked, std::min<std::int64_t>(command.quantity, asked.quantity),
                            document, std::nullopt));
  return_stock(view, context, decision,
               {parts.store, parts.product, document, command.quantity, command.done_at}, id,
               asked.id);
  if (command.quantity != asked.quantity) {
    report_posting(view, context, decision, id, parts,
                   {.code = "return_quantity_differs",
                    .expected = asked.quantity,
                    .found = command.quantity,
                    .document = document.name});
  }
  return decision;
}

Decision returned_before(TenantView& view, const Context& context, const Requested& parts,
                         const SettledReturn& done, const RecordReturnPosting& command,
                         const OdooDocument& document) {
  Decision decision;
  if (done.document && same_document(*done.document, document)) return decision;
  report_posting(view, context, decision, command.requisition, parts,
                 {.code = done.document ? "returned_twice" : "returned_after_end",
                  .expected = 0,
                  .found = command.quantity,
                  .document = document.name});
  return decision;
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context,
                         const RecordReturnPosting& command) {
  const auto* requisition = TRY(known_requisition(view, command.requisition));
  const auto& parts = *requisition->parts;
  const auto document = document_of(command.document);
  const auto* asked = pending_return(*requisition, command.return_id);
  const auto* done = settled_return(*requisition, command.return_id);
  if (asked == nullptr && done == nullptr) return unknown_return(command.return_id);
  auto decision = asked != nullptr
                      ? returned_by_odoo(view, context, parts, *asked, command, document)
                      : returned_before(view, context, parts, *done, command, document);
  link_document(view, decision, parts.job, "return", subject_of_return(command.return_id),
                document);
  end_if_open(view, decision, command.errand, "RecordReturnPosting");
  if (asked != nullptr && asked->errand != command.errand) {
    end_if_open(view, decision, asked->errand, "RecordReturnPosting");
  }
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const ResolveReturn& command) {
  const auto& id = command.requisition;
  const auto* requisition = TRY(reached_requisition(view, context, id));
  const auto& parts = *requisition->parts;
  const auto* asked = pending_return(*requisition, command.return_id);
  if (asked == nullptr) return unknown_return(command.return_id);
  TRY(check_odoo_is_silent(view, asked->errand));
  const auto by = context.caller.account.text();
  Decision decision;
  if (command.outcome == SettledAs::WITHDRAWN) {
    add<Requisition>(decision, id,
                     ReturnWithdrawn{asked->id, asked->quantity, by,
                                     written(view, parts.job, command.note.text())});
  } else {
    const auto document = TRY(named_document(command.document));
    add<Requisition>(decision, id, returned(parts, *asked, asked->quantity, document, by));
    return_stock_unseen(decision, {parts.store, parts.product, document, asked->quantity, {}},
                        context.now, id, asked->id);
    link_document(view, decision, parts.job, "return", subject_of_return(asked->id), document);
  }
  end_if_open(view, decision, asked->errand, "ResolveReturn");
  return decision;
}

}  // namespace fettle
