// A product in use is found by its number in Odoo, too: its SKU may change there.
#pragma once

#include <string>

#include "commands/product/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index products_of_odoo{"products_of_odoo"};

inline void index(const ProductState& product, IndexSink& sink) {
  if (product.active()) sink.put(products_of_odoo, std::to_string(product.synced->odoo_id));
}

FETTLE_AGGREGATE_ELSEWHERE(Product)

}  // namespace fettle
