// What a decision must know of a member of staff.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/staff/events.hpp"

namespace fettle {

struct StaffState {
  std::optional<Personal> name;
  std::string role;
  std::optional<StoreId> store;
  std::vector<std::string> skills;
  bool active = true;
};
FETTLE_STRUCT(StaffState, (name, role, store, skills, active))

struct Staff {
  static constexpr std::string_view type = "staff";
  static constexpr std::string_view shape = "1";
  using Key = StaffId;
  using State = StaffState;
  using Events = boost::mp11::mp_list<StaffRegistered, StaffEdited>;
};

inline void evolve(StaffState& staff, const StaffRegistered& e) {
  staff = {e.name, e.role, e.store, e.skills, true};
}

inline void evolve(StaffState& staff, const StaffEdited& e) {
  staff = {e.name, e.role, e.store, e.skills, e.active};
}

}  // namespace fettle
