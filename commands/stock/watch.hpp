// Figures that cannot be: recorded as they are, and a case for the warehouse.
#pragma once

#include "commands/stock/indexes.hpp"

namespace fettle {

struct StockFigures {
  const StoreId& store;
  const ProductId& product;
  std::int64_t on_hand = 0;  // as they are after the decision
  std::int64_t reserved = 0;
};

// Opens a case when on hand is below zero or below what is reserved.
void watch_stock(TenantView& view, const Context& context, Decision& decision,
                 const StockFigures& figures);

}  // namespace fettle
