// Products as Odoo has them; nothing of ours changes one.
#pragma once

#include <optional>
#include <string>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

// The whole of it as it is now.
struct ProductSynced {
  std::int64_t odoo_id;
  std::optional<std::string> sku;
  std::string name;
  Money price;
  Money cost;
  std::optional<std::string> supplier;
  std::string unit;
  std::string tracking;  // none, lot, serial
  bool active;           // false: in Odoo's archive, or its SKU is another's now
  Moment as_of;
};
FETTLE_EVENT(ProductSynced, 1, "Odoo has this product, new or changed.",
             (odoo_id, sku, name, price, cost, supplier, unit, tracking, active, as_of))

}  // namespace fettle
