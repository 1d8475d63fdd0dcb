#include "adapters/odoo/picking_answers.hpp"

#include <fmt/format.h>

#include "adapters/odoo/connector_folds.hpp"
#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/stock_levels.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/requisition/results.hpp"

namespace fettle::odoo {
namespace {

using Reservable = Whole<0, 1'000'000'000>;

Quantity sum_of(const std::vector<PickedLine>& lines) {
  Quantity sum;
  for (const auto& line : lines) sum += line.quantity;
  return sum;
}

ErrandOutcome answer_short(const DueErrand& errand, Quantity reservable) {
  return result_of(RecordPostingShort{.requisition = RequisitionId(subject_id(errand)),
                                      .errand = ErrandId(errand.id),
                                      .reservable = clamped<Reservable>(reservable.pieces_down())});
}

ErrandFailure cancelled(const PickingOrder& order) {
  return refused(code::picking_cancelled,
                 fmt::format("somebody cancelled picking {}, and its name is used up", order.key));
}

// An earlier try may have cancelled it for want of stock and died before it could say so: then
// there is still too little.
ErrandOutcome answer_cancelled(const Visit& visit, const DueErrand& errand,
                               const PickingOrder& order) {
  const bool may_be_ours =
      order.kind == PickingKind::issue && errand.tries > 0 && order.when_short == WhenShort::cancel;
  if (!may_be_ours) return cancelled(order);
  const auto& line = order.lines.front();
  const auto levels = StockLevels(visit.odoo()).at(order.from, {line.product});
  if (!levels) return failure_of(levels.error());
  if (levels->empty() || levels->front().free >= line.quantity) return cancelled(order);
  return answer_short(errand, levels->front().free);
}

}  // namespace

ErrandOutcome answer_posted(const Visit& visit, const DueErrand& errand, const PickingName& picking,
                            Quantity quantity) {
  const auto pieces = some_pieces(quantity);
  if (!pieces) {
    return refused(code::quantity_unusable,
                   fmt::format("picking {} moved {} thousandths of a piece", picking.name,
                               quantity.thousandths));
  }
  const RequisitionId requisition(subject_id(errand));
  const ErrandId id(errand.id);
  auto document = found_document("stock.picking", picking.id, picking.name, "done");
  const auto now = visit.clock.now();
  if (errand.action == action::post_requisition) {
    return result_of(RecordPosting{requisition, id, std::move(document), *pieces, now});
  }
  return result_of(RecordReturnPosting{requisition, details_of<ReturnAsked>(errand).return_id, id,
                                       std::move(document), *pieces, now});
}

ErrandOutcome answer_of(const Visit& visit, const DueErrand& errand, const PickingOrder& order,
                        const PickingOutcome& outcome) {
  switch (outcome.end) {
    case PickingEnd::done:
      return answer_posted(visit, errand, {outcome.id, outcome.name}, sum_of(outcome.lines));
    case PickingEnd::cancelled:
      return answer_cancelled(visit, errand, order);
    case PickingEnd::short_stock:
      break;
  }
  if (outcome.now_cancelled) return answer_short(errand, sum_of(outcome.lines));
  return ErrandFailure{ErrandFailure::Kind::retry, std::string(code::stock_short),
                       fmt::format("picking {} waits for stock", outcome.name)};
}

}  // namespace fettle::odoo
