// Asking for parts: a reservation in our books, nothing in Odoo's.
#include "commands/job/rules.hpp"
#include "commands/product/indexes.hpp"
#include "commands/refusals.hpp"
#include "commands/requisition/decide.hpp"
#include "commands/requisition/rules.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

Checked<const ProductSynced*> product_on_offer(TenantView& view, const ProductId& id) {
  const auto* product = view.get<Product>(id);
  if (product != nullptr && product->active()) return &*product->synced;
  return bad_field("product", "product_unknown", fmt::format("there is no product {}", id.text()));
}

Checked<void> check_not_too_many(TenantView& view, const JobId& job) {
  const auto open = view.find(open_requisitions, job.text(), open_requisitions_max);
  if (open.size() < open_requisitions_max) return {};
  return conflict("requisitions_full",
                  fmt::format("an order has at most {} open requisitions", open_requisitions_max));
}

void reserve(Decision& decision, const RequisitionId& id, const StoreId& store,
             const ProductId& product, std::int64_t quantity) {
  add<Stock>(decision, stock_id(store, product), StockReserved{store, product, id, quantity});
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RequestParts& command) {
  const auto admitted = TRY(admit(view, context, command));
  const auto* product = TRY(product_on_offer(view, command.product));
  TRY(check_not_too_many(view, command.work_order));
  const auto& store = admitted.job.parties->store;
  TRY(check_available(view, store, command.product, command.quantity));
  const auto id = context.fresh<RequisitionId>();
  Decision decision;
  decision.status = 201;
  add<Requisition>(decision, id,
                   RequisitionRequested{.job = command.work_order,
                                        .short_number = admitted.job.short_number,
                                        .store = store,
                                        .product = command.product,
                                        .odoo_id = product->odoo_id,
                                        .quantity = command.quantity,
                                        .requested_by = context.caller.account.text(),
                                        .note = of_customer(admitted.job, command.note)});
  reserve(decision, id, store, command.product, command.quantity);
  answer_with(decision, RequisitionStanding::REQUESTED, command.quantity);
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context,
                         const ChangeRequisition& command) {
  const auto* requisition = TRY(reached_requisition(view, context, command.requisition));
  if (!requisition->awaits_a_person()) return wrong_standing(*requisition, "ChangeRequisition");
  const auto& parts = *requisition->parts;
  const auto more = command.quantity - requisition->quantity;
  if (more > 0) TRY(check_available(view, parts.store, parts.product, more));
  Decision decision;
  const bool of_order = more != 0 && planted(Defect::speaks_of_another);
  decision.id = of_order ? parts.job.text() : command.requisition.text();
  answer_with(decision, requisition->standing, command.quantity);
  if (more == 0) return decision;
  add<Requisition>(
      decision, command.requisition,
      RequisitionChanged{command.quantity, requisition->quantity, context.caller.account.text()});
  if (more > 0) reserve(decision, command.requisition, parts.store, parts.product, more);
  if (more < 0) release_stock(decision, command.requisition, *requisition, -more, "changed");
  return decision;
}

}  // namespace fettle
