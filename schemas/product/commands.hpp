// How products come in. Only the engine sends it: Odoo alone says what a product is.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "core/money.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"
#include "schemas/values.hpp"

namespace fettle {

enum class Tracking { none, lot, serial };
FETTLE_ENUM(Tracking, none, lot, serial)

struct SyncedProduct {
  ProductId product;
  Whole<1, 9'000'000'000'000'000> odoo_id;
  std::optional<Text<1, 100>> sku;
  Text<1, 300> name;
  Money price;
  Money cost;
  std::optional<Text<1, 200>> supplier;
  Text<1, 60> unit;
  Tracking tracking;
  bool active;
};
FETTLE_STRUCT(SyncedProduct,
              (product, odoo_id, sku, name, price, cost, supplier, unit, tracking, active))

struct SyncProducts {
  Moment as_of;  // when the reading in Odoo began
  List<SyncedProduct, 0, 500> products;
  bool last;  // of this pass: the sync time advances
};
FETTLE_COMMAND(SyncProducts, "Takes in what Odoo says of products; what is as before is passed by.",
               (.aggregate = "product"), (as_of, products, last))

}  // namespace fettle
