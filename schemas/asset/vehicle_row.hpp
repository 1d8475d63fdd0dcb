// A customer's vehicle.
#pragma once

#include <optional>
#include <string>

#include "schemas/read_model.hpp"
#include "schemas/roles.hpp"

namespace fettle {

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
                              .scopes = {{role::customer, Sees::own, "owner_id"}}}}),
                  (tenant, id, owner_id, vin, plate, model, model_year, mileage_km, registered_at,
                   updated_at, version))

}  // namespace fettle
