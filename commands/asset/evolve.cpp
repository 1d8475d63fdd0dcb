#include "commands/asset/state.hpp"

namespace fettle {

void evolve(AssetState& asset, const AssetRegistered& e) {
  asset = {e.kind, e.owner, e.number, e.plate, e.model, e.model_year, e.mileage_km};
}

void evolve(AssetState& asset, const AssetEdited& e) {
  asset = {asset.kind, asset.owner, e.number, e.plate, e.model, e.model_year, e.mileage_km};
}

}  // namespace fettle
