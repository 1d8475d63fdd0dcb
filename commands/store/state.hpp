// What a decision must know of a store.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/store/events.hpp"

namespace fettle {

struct StoreState {
  std::string name;
  std::optional<std::string> address;
  std::vector<BayId> bays;

  bool has(const BayId& bay) const {
    return std::find(bays.begin(), bays.end(), bay) != bays.end();
  }
};
FETTLE_STRUCT(StoreState, (name, address, bays))

struct Store {
  static constexpr std::string_view type = "store";
  static constexpr std::string_view shape = "1";
  using Key = StoreId;
  using State = StoreState;
  using Events = boost::mp11::mp_list<StoreCreated, StoreEdited, BayAdded>;
};

void evolve(StoreState&, const StoreCreated&);
void evolve(StoreState&, const StoreEdited&);
void evolve(StoreState&, const BayAdded&);

}  // namespace fettle
