// A VIN or frame number stands for one vehicle of the business; the index holds it blinded.
#pragma once

#include "commands/asset/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index asset_number{"asset_number"};

inline void index(const AssetState& asset, IndexSink& sink) {
  if (asset.number && asset.number->value) sink.put_personal(asset_number, *asset.number->value);
}

FETTLE_AGGREGATE_ELSEWHERE(Asset)

}  // namespace fettle
