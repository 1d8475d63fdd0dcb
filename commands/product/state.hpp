// What a decision must know of a product: what Odoo last said.
#pragma once

#include <optional>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/product/events.hpp"

namespace fettle {

struct ProductState {
  std::optional<ProductSynced> synced;

  bool active() const { return synced && synced->active; }
};
FETTLE_STRUCT(ProductState, (synced))

struct Product {
  static constexpr std::string_view type = "product";
  static constexpr std::string_view shape = "1";
  using Key = ProductId;
  using State = ProductState;
  using Events = boost::mp11::mp_list<ProductSynced>;
};

inline void evolve(ProductState& product, const ProductSynced& e) { product.synced = e; }

}  // namespace fettle
