#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/stock/events.hpp"
#include "schemas/stock/stock_rows.hpp"
#include "schemas/stock_sync/events.hpp"

namespace fettle::projections {
namespace {

constexpr auto key = [](const auto& e, const EventFacts& f) {
  return row_text::key(f.envelope.tenant, e.store.text(), e.product.text());
};

constexpr auto empty = [](const auto& e, const EventFacts& f) {
  return StockRow{.tenant = facts::tenant(f),
                  .store_id = e.store.text(),
                  .product_id = e.product.text(),
                  .stock_id = facts::id(f),
                  .on_hand = 0,
                  .incoming = 0,
                  .reserved = 0,
                  .claimed = 0,
                  .synced_at = {},
                  .updated_at = facts::time(f),
                  .version = 0};
};

template <class Event, class Change>
void change(ProjectionBuilder& to, Change change) {
  to.make_or_change<StockRow, Event>(key, empty,
                                     [change](StockRow& row, const Event& e, const EventFacts& f) {
                                       change(row, e);
                                       row.updated_at = facts::time(f);
                                       row.version = facts::version(f);
                                     });
}

}  // namespace

void fold_stock(ProjectionBuilder& to) {
  change<StockSynced>(to, [](StockRow& row, const StockSynced& e) {
    row.on_hand = e.on_hand;
    row.incoming = e.incoming;
    row.claimed = 0;
    row.synced_at = e.as_of;
  });
  change<StockReserved>(to,
                        [](StockRow& row, const StockReserved& e) { row.reserved += e.quantity; });
  change<StockReleased>(to,
                        [](StockRow& row, const StockReleased& e) { row.reserved -= e.quantity; });
  change<StockIssued>(to, [](StockRow& row, const StockIssued& e) {
    row.on_hand += e.on_hand_change;
    row.reserved -= e.reservation;
  });
  change<StockClaimed>(to, [](StockRow& row, const StockClaimed& e) {
    row.reserved -= e.quantity;
    row.claimed += e.quantity;
  });
  change<StockReturned>(
      to, [](StockRow& row, const StockReturned& e) { row.on_hand += e.on_hand_change; });
  change<StockCounted>(to, [](StockRow& row, const StockCounted& e) { row.on_hand = e.on_hand; });
}

namespace {

template <class Event>
StockSyncRow synced(const Event& e, const EventFacts& f) {
  return {facts::tenant(f), facts::id(f), e.as_of, e.changed, facts::version(f)};
}

}  // namespace

void fold_stock_syncs(ProjectionBuilder& to) {
  to.replace<StockSyncRow, CatalogueSynced>(facts::own_key, synced<CatalogueSynced>);
  to.replace<StockSyncRow, StoreSynced>(facts::own_key, synced<StoreSynced>);
}

}  // namespace fettle::projections
