// The stock of a product in a store is found by both.
#pragma once

#include "commands/stock/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const StockState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Stock)

// "<store>:<product>" where that is an id and says clearly which is which, else a hash of both.
StockId stock_id(const StoreId& store, const ProductId& product);

}  // namespace fettle
