// A part as people look for it: several of Odoo's objects in one shape, with our field names. No
// table of its own: product, figures and the time of the sync are joined when asked.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

inline constexpr std::string_view parts_of_stores =
    "(SELECT s.tenant, s.store_id, s.product_id, s.stock_id, p.sku, p.name, p.price, "
    "p.price_currency, p.unit, s.on_hand - s.reserved - s.claimed AS available, "
    "s.incoming AS in_transit, s.on_hand, s.reserved, p.active, "
    "GREATEST(y.as_of, s.synced_at) AS synced_at FROM stock s "
    "JOIN products p ON p.tenant = s.tenant AND p.id = s.product_id "
    "LEFT JOIN stock_syncs y ON y.tenant = s.tenant AND y.id = s.store_id)";

struct PartRow {
  std::string tenant, store_id, product_id, stock_id;
  std::optional<std::string> sku;
  std::string name;
  std::optional<Money> price;
  std::string unit;
  std::int64_t available;  // on hand, less what is reserved or gone by a person's word
  std::int64_t in_transit, on_hand, reserved;
  bool active;
  std::optional<Moment> synced_at;
};
FETTLE_READ_MODEL(PartRow, "Parts of a store: what they are, what they cost, how many there are.",
                  (.table = parts_of_stores, .key = {"tenant", "store_id", "product_id"},
                   .about = "stock_id", .sort = {"product_id"},
                   .filters = {{"store", "store_id"},
                               {"product", "product_id"},
                               {"sku", "sku"},
                               {"text", "name", Match::contains},
                               {"active", "active"}},
                   .choices = {{"stock", "available", "t.available > 0"},
                               {"stock", "none", "t.available <= 0"}},
                   .faces = {{.list = "/tech/parts",
                              .sentence = "Parts that can be asked for in the caller's store.",
                              .only = "t.active",
                              .scopes = {{role::technician, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"}}},
                             {.list = "/admin/parts",
                              .sentence = "Parts of the caller's store, or of all.",
                              .scopes = {{role::warehouse, Sees::store, "store_id"},
                                         {role::front_desk, Sees::store, "store_id"},
                                         {role::manager, Sees::store, "store_id"},
                                         {role::finance, Sees::store, "store_id"}}}}),
                  (tenant, store_id, product_id, stock_id, sku, name, price, unit, available,
                   in_transit, on_hand, reserved, active, synced_at))

}  // namespace fettle
