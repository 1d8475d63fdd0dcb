// What a decision must know of a customer's thing.
#pragma once

#include <optional>
#include <string>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/asset/events.hpp"

namespace fettle {

struct AssetState {
  std::string kind;
  std::optional<CustomerId> owner;  // of every asset that was registered
  std::optional<Personal> number;   // likewise
  std::optional<Personal> plate;
  std::string model;
  std::optional<std::int64_t> model_year;
  std::optional<std::int64_t> mileage_km;
};
FETTLE_STRUCT(AssetState, (kind, owner, number, plate, model, model_year, mileage_km))

struct Asset {
  static constexpr std::string_view type = "asset";
  static constexpr std::string_view shape = "1";
  using Key = AssetId;
  using State = AssetState;
  using Events = boost::mp11::mp_list<AssetRegistered, AssetEdited>;
};

void evolve(AssetState&, const AssetRegistered&);
void evolve(AssetState&, const AssetEdited&);

}  // namespace fettle
