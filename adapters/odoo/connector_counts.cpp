#include "adapters/odoo/connector_counts.hpp"

#include <fmt/format.h>

#include "adapters/odoo/connector_folds.hpp"
#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/inventory_count.hpp"
#include "adapters/odoo/stock_levels.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/stock_count/commands.hpp"
#include "schemas/stock_count/events.hpp"

namespace fettle::odoo {
namespace {

// A line may be counted again: each approval has a key of its own.
Count count_of(const DueErrand& errand, const CountLineApproved& line, const Warehouse& warehouse) {
  return {.key = fmt::format("COUNT/{}/{}", subject_id(errand), errand.id),
          .product = line.odoo_id,
          .location = warehouse.stock_location,
          .counted = Quantity::pieces(line.counted),
          .on_conflict = OnConflict::ask_person,
          .expected = line.expected};
}

Result<CountOutcome> applied(const Visit& visit, const Count& count) {
  InventoryCount counts(visit.odoo());
  auto outcome = counts.apply(count);
  // It is applied, and stock moved since: the next look says how much there is.
  if (!outcome && is(outcome.error(), code::count_differs)) return counts.apply(count);
  return outcome;
}

ErrandOutcome answer_conflict(const Visit& visit, const DueErrand& errand, const Count& count,
                              const ProductId& product) {
  const auto levels = StockLevels(visit.odoo()).at(count.location, {count.product});
  if (!levels) return failure_of(levels.error());
  const auto on_hand = levels->empty() ? Quantity{} : levels->front().on_hand;
  return result_of(RecordCountConflict{.count = CountId(subject_id(errand)),
                                       .product = product,
                                       .errand = ErrandId(errand.id),
                                       .on_hand = pieces_of(on_hand)});
}

}  // namespace

ErrandOutcome post_count(const Visit& visit, const DueErrand& errand) {
  const auto& line = details_of<CountLineApproved>(errand);
  const auto* warehouse = visit.warehouse(line.store.text());
  if (warehouse == nullptr) return no_warehouse(line.store.text());
  const auto count = count_of(errand, line, *warehouse);
  const auto outcome = applied(visit, count);
  if (!outcome && is(outcome.error(), code::count_conflict)) {
    return answer_conflict(visit, errand, count, line.product);
  }
  if (!outcome) return failure_of(outcome.error());
  return result_of(RecordCountPosting{.count = CountId(subject_id(errand)),
                                      .product = line.product,
                                      .errand = ErrandId(errand.id),
                                      .on_hand = pieces_of(outcome->after),
                                      .done_at = visit.clock.now()});
}

}  // namespace fettle::odoo
