// Products as Odoo has them.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct ProductRow {
  std::string tenant, id;
  std::int64_t odoo_id;
  std::optional<std::string> sku;
  std::string name;
  std::optional<Money> price, cost;
  std::optional<std::string> supplier;
  std::string unit, tracking;
  bool active;
  Moment synced_at;  // when it last changed; the sync itself is in stock_syncs
  std::int64_t version;
};
FETTLE_READ_MODEL(ProductRow, "Products with price, cost and supplier, as Odoo has them.",
                  (.table = "products", .key = {"tenant", "id"},
                   .indexes = {"tenant, sku", "tenant, odoo_id"}, .id = "id", .version = "version",
                   .sort = {"id"},
                   .filters = {{"sku", "sku"},
                               {"text", "name", Match::contains},
                               {"supplier", "supplier"},
                               {"active", "active"}},
                   .masked = {{role::front_desk, "cost"}},
                   .faces = {{.list = "/admin/products",
                              .detail = "/admin/products/{product}",
                              .sentence = "Products of Odoo.",
                              .scopes = {{role::warehouse, Sees::all},
                                         {role::front_desk, Sees::all},
                                         {role::manager, Sees::all},
                                         {role::finance, Sees::all}}}}),
                  (tenant, id, odoo_id, sku, name, price, cost, supplier, unit, tracking, active,
                   synced_at, version))

}  // namespace fettle
