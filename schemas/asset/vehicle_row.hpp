// A customer's vehicle. Its owner lets the people of a store see it by an order that names it.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

inline constexpr std::string_view in_an_order =
    "EXISTS (SELECT 1 FROM work_orders o WHERE o.tenant = t.tenant AND "
    "o.customer_id = t.owner_id AND o.vehicle_id = t.id)";
inline constexpr std::string_view in_an_order_of_the_store =
    "(EXISTS (SELECT 1 FROM work_orders o WHERE o.tenant = t.tenant AND "
    "o.customer_id = t.owner_id AND o.vehicle_id = t.id AND o.store_id = :caller))";
inline constexpr std::string_view in_an_order_of_his =
    "(EXISTS (SELECT 1 FROM work_orders o WHERE o.tenant = t.tenant AND "
    "o.customer_id = t.owner_id AND o.vehicle_id = t.id AND o.technician_id = :caller))";

struct VehicleRow {
  std::string tenant, id, owner_id;
  std::optional<std::string> vin, plate;
  std::string model;
  std::optional<std::int64_t> model_year, mileage_km;
  Moment registered_at, updated_at;
  std::int64_t version;
};
FETTLE_READ_MODEL(VehicleRow, "Vehicles: owner, model and year, mileage.",
                  (.table = "vehicles", .key = {"tenant", "id"},
                   .indexes = {"tenant, owner_id, id"}, .id = "id", .version = "version",
                   .sort = {"id"},
                   .masked = {{role::warehouse, "owner_id"},
                              {role::warehouse, "vin"},
                              {role::warehouse, "plate"}},
                   .faces = {{.list = "/mp/vehicles",
                              .detail = "/mp/vehicles/{vehicle}",
                              .sentence = "The caller's own vehicles.",
                              .scopes = {{role::customer, Sees::own, "owner_id"}}},
                             {.detail = "/tech/vehicles/{vehicle}",
                              .sentence = "A vehicle of the technician's orders, with its repairs.",
                              .only = in_an_order,
                              .scopes = {{role::technician, Sees::own, in_an_order_of_his},
                                         {role::manager, Sees::store, in_an_order_of_the_store}}},
                             {.list = "/admin/vehicles",
                              .detail = "/admin/vehicles/{vehicle}",
                              .sentence = "Vehicles that orders of the caller's store name.",
                              .only = in_an_order,
                              .scopes = {{role::front_desk, Sees::store, in_an_order_of_the_store},
                                         {role::manager, Sees::store, in_an_order_of_the_store}}}}),
                  (tenant, id, owner_id, vin, plate, model, model_year, mileage_km, registered_at,
                   updated_at, version))

}  // namespace fettle
