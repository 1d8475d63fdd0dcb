// What is known of a customer's thing: here a vehicle.
#pragma once

#include <optional>
#include <string>

#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct AssetRegistered {
  std::string kind;  // vehicle
  CustomerId owner;
  Personal number;  // of a vehicle: VIN or frame number
  std::optional<Personal> plate;
  std::string model;
  std::optional<std::int64_t> model_year;
  std::optional<std::int64_t> mileage_km;
};
FETTLE_EVENT(AssetRegistered, 1, "A customer added a thing of his own.",
             (kind, owner, number, plate, model, model_year, mileage_km))

struct AssetData {
  Personal number;
  std::optional<Personal> plate;
  std::string model;
  std::optional<std::int64_t> model_year;
  std::optional<std::int64_t> mileage_km;
};
FETTLE_STRUCT(AssetData, (number, plate, model, model_year, mileage_km))

// The whole of it as it is now.
struct AssetEdited {
  Personal number;
  std::optional<Personal> plate;
  std::string model;
  std::optional<std::int64_t> model_year;
  std::optional<std::int64_t> mileage_km;
  std::optional<AssetData> previous = {};  // absent of the oldest edits
};
FETTLE_EVENT(AssetEdited, 1, "A thing's data changed; this is all of it.",
             (number, plate, model, model_year, mileage_km, previous))

}  // namespace fettle
