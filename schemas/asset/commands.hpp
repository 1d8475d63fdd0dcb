// Commands on vehicles of customers.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

struct RegisterVehicle {
  FrameNumber vin;
  std::optional<Text<1, 20>> plate;
  Text<1, 60> model;
  std::optional<Whole<1900, 2100>> model_year;
  std::optional<Whole<0, 10'000'000>> mileage_km;
};
FETTLE_COMMAND(RegisterVehicle, "A customer adds a vehicle of his own.",
               (.aggregate = "asset", .routes = {{"POST", "/mp/vehicles"}},
                .roles = {role::customer}),
               (vin, plate, model, model_year, mileage_km))

struct EditVehicle {
  AssetId vehicle;
  std::optional<FrameNumber> vin;
  std::optional<Text<1, 20>> plate;
  std::optional<Text<1, 60>> model;
  std::optional<Whole<1900, 2100>> model_year;
  std::optional<Whole<0, 10'000'000>> mileage_km;
};
FETTLE_COMMAND(EditVehicle, "A customer changes a vehicle; what is absent stays as it is.",
               (.aggregate = "asset", .routes = {{"PATCH", "/mp/vehicles/{vehicle}"}},
                .roles = {role::customer}),
               (vehicle, vin, plate, model, model_year, mileage_km))

}  // namespace fettle
