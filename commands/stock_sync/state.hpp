// How far our view of Odoo is: of the products, and of each store's figures.
#pragma once

#include <optional>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/stock_sync/events.hpp"

namespace fettle {

// No store's id begins with a colon.
inline const StockSyncId products_sync(":products");

struct StockSyncState {
  std::optional<Moment> as_of;
};
FETTLE_STRUCT(StockSyncState, (as_of))

struct StockSync {
  static constexpr std::string_view type = "stock_sync";
  static constexpr std::string_view shape = "1";
  using Key = StockSyncId;
  using State = StockSyncState;
  using Events = boost::mp11::mp_list<CatalogueSynced, StoreSynced>;
};

inline void evolve(StockSyncState& sync, const CatalogueSynced& e) { sync.as_of = e.as_of; }
inline void evolve(StockSyncState& sync, const StoreSynced& e) { sync.as_of = e.as_of; }

}  // namespace fettle
