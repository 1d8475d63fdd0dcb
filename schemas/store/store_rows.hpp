// Stores and their bays.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

struct StoreRow {
  std::string tenant, id, name;
  std::optional<std::string> address;
  Moment created_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(StoreRow, "Stores of the business.",
                  (.table = "stores", .key = {"tenant", "id"}, .id = "id", .version = "version",
                   .sort = {"id"},
                   .faces = {{.list = "/admin/stores",
                              .detail = "/admin/stores/{store}",
                              .sentence = "The stores with their bays.",
                              .scopes = {{role::front_desk, Sees::all},
                                         {role::manager, Sees::all},
                                         {role::finance, Sees::all},
                                         {role::warehouse, Sees::all},
                                         {role::tenant_operator, Sees::all}}},
                             {.list = "/mp/stores",
                              .sentence = "The stores a customer can choose.",
                              .scopes = {{role::customer, Sees::all}}}}),
                  (tenant, id, name, address, created_at, updated_at, version))

struct BayRow {
  std::string tenant, store_id, id, name;
  Moment added_at;
};
FETTLE_READ_MODEL(BayRow, "Bays of stores.",
                  (.table = "bays", .key = {"tenant", "store_id", "id"}, .sort = {"id"}),
                  (tenant, store_id, id, name, added_at))

}  // namespace fettle
