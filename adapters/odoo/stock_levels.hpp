// How much of each product lies in one store, is free, and is on its way.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/transport.hpp"

namespace fettle::odoo {

// Any of these may be below zero: Odoo lets stock go there without an error.
struct StockLevel {
  std::int64_t product = 0;
  std::string code = {};
  Quantity on_hand = {};
  Quantity free = {};  // on hand and not reserved
  Quantity incoming = {};
  Quantity outgoing = {};
  Quantity forecast = {};
};

class StockLevels {
 public:
  static constexpr std::size_t page_max = 200;

  explicit StockLevels(Transport& odoo) : odoo_(odoo) {}

  // As seen from this location and those inside it, which works alike on all versions.
  // Precondition: at most page_max products.
  Result<std::vector<StockLevel>> at(std::int64_t location,
                                     const std::vector<std::int64_t>& products);
  // As `at`, of any number of products: in calls of a bounded size.
  Result<std::vector<StockLevel>> all_at(std::int64_t location,
                                         std::span<const std::int64_t> products);

 private:
  Transport& odoo_;
};

}  // namespace fettle::odoo
