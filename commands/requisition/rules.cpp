#include "commands/requisition/rules.hpp"

#include "commands/case/open.hpp"
#include "commands/errand/opens.hpp"
#include "commands/job/rules.hpp"
#include "commands/refusals.hpp"
#include "commands/store/reach.hpp"
#include "core/planted.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {

Checked<const RequisitionState*> known_requisition(TenantView& view, const RequisitionId& id) {
  const auto* requisition = view.get<Requisition>(id);
  if (requisition != nullptr) return requisition;
  return not_found("requisition_unknown", fmt::format("there is no requisition {}", id.text()));
}

Checked<const RequisitionState*> reached_requisition(TenantView& view, const Context& context,
                                                     const RequisitionId& id) {
  const auto* requisition = TRY(known_requisition(view, id));
  TRY(check_reach(context.caller, requisition->parts->store));
  return requisition;
}

Rejection wrong_standing(const RequisitionState& requisition, std::string_view command) {
  return conflict("requisition_state",
                  fmt::format("{} is not possible: the requisition is {}", command,
                              Codec<RequisitionStanding>::name(requisition.standing)));
}

Checked<void> check_available(TenantView& view, const StoreId& store, const ProductId& product,
                              std::int64_t quantity) {
  const auto* stock = view.get<Stock>(stock_id(store, product));
  const auto available = stock == nullptr ? 0 : stock->available();
  if (available >= quantity || planted(Defect::stock_not_compared)) return {};
  return conflict("stock_short",
                  fmt::format("{} of {} are available in store {}",
                              std::max<std::int64_t>(available, 0), product.text(), store.text()));
}

Checked<void> check_odoo_is_silent(TenantView& view, const std::optional<ErrandId>& errand) {
  if (!may_answer(view, errand, "odoo")) return {};
  return conflict("posting_under_way",
                  fmt::format("Odoo is being asked, see errand {}", errand->text()));
}

Checked<OdooDocument> named_document(const std::optional<Text<1, 200>>& name) {
  if (!name) return bad_field("document", "field_missing", "name the document in Odoo");
  return OdooDocument{"stock.picking", std::nullopt, name->text(), "done"};
}

void release_stock(Decision& decision, const RequisitionId& id, const RequisitionState& requisition,
                   std::int64_t quantity, std::string_view reason) {
  const auto& parts = *requisition.parts;
  add<Stock>(decision, stock_id(parts.store, parts.product),
             StockReleased{parts.store, parts.product, id, quantity, std::string(reason)});
}

Personal written(TenantView& view, const JobId& job, std::string text) {
  const auto* order = view.get<Job>(job);
  invariant(order != nullptr, "a requisition names an order that is not known");
  return of_customer(*order, std::move(text));
}

ReturnId ask_return(TenantView& view, const Context& context, Decision& decision,
                    const RequisitionId& id, const Requested& parts, const OdooDocument& original,
                    std::int64_t quantity, std::string reason) {
  const auto return_id = context.fresh<ReturnId>();
  add<Requisition>(decision, id,
                   ReturnAsked{.return_id = return_id,
                               .job = parts.job,
                               .short_number = parts.short_number,
                               .store = parts.store,
                               .product = parts.product,
                               .odoo_id = parts.odoo_id,
                               .quantity = quantity,
                               .reason = written(view, parts.job, std::move(reason)),
                               .original = original,
                               .document_name = return_id.text(),
                               .asked_by = context.caller.account.text(),
                               .errand = opens_errand(view, context, decision, "odoo")});
  return return_id;
}

void report_posting(TenantView& view, const Context& context, Decision& decision,
                    const RequisitionId& id, const Requested& parts, OddPosting odd) {
  open_case(view, context, decision,
            {.kind = std::string(Codec<CaseKind>::name(CaseKind::STOCK)),
             .subject = "requisition/" + id.text(),
             .code = std::string(odd.code),
             .store = parts.store,
             .expected = {},
             .found = {},
             .expected_pieces = odd.expected,
             .found_pieces = odd.found,
             .reference = std::move(odd.document)});
}

void answer_with(Decision& decision, RequisitionStanding standing, std::int64_t quantity) {
  answer(decision,
         RequisitionAnswer{std::string(Codec<RequisitionStanding>::name(standing)), quantity});
}

}  // namespace fettle
