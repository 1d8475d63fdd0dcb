// A sync is found by its id.
#pragma once

#include "commands/stock_sync/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const StockSyncState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(StockSync)

// A reading that began before one that is in already.
inline bool is_outdated(TenantView& view, const StockSyncId& id, Moment as_of) {
  const auto* sync = view.get<StockSync>(id);
  return sync != nullptr && sync->as_of && as_of < *sync->as_of;
}

}  // namespace fettle
