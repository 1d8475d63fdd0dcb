// What is known of the people who work here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct StaffRegistered {
  Personal name;
  std::string role;              // technician, front_desk, manager, finance, warehouse
  std::optional<StoreId> store;  // nothing: all stores
  std::vector<std::string> skills;
};
FETTLE_EVENT(StaffRegistered, 1, "A person began to work here.", (name, role, store, skills))

struct StaffData {
  Personal name;
  std::string role;
  std::optional<StoreId> store;
  std::vector<std::string> skills;
  bool active;
};
FETTLE_STRUCT(StaffData, (name, role, store, skills, active))

// The whole of it as it is now.
struct StaffEdited {
  Personal name;
  std::string role;
  std::optional<StoreId> store;
  std::vector<std::string> skills;
  bool active;
  std::optional<StaffData> previous = {};  // absent of the oldest edits
};
FETTLE_EVENT(StaffEdited, 1, "A member of staff changed; this is all of it.",
             (name, role, store, skills, active, previous))

}  // namespace fettle
