// What is known of a store and its bays.
#pragma once

#include <optional>
#include <string>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct StoreCreated {
  std::string name;
  std::optional<std::string> address;
};
FETTLE_EVENT(StoreCreated, 1, "The business opened a store.", (name, address))

struct StoreData {
  std::string name;
  std::optional<std::string> address;
};
FETTLE_STRUCT(StoreData, (name, address))

// The whole of it as it is now.
struct StoreEdited {
  std::string name;
  std::optional<std::string> address;
  std::optional<StoreData> previous = {};  // absent of the oldest edits
};
FETTLE_EVENT(StoreEdited, 1, "A store's data changed; this is all of it but the bays.",
             (name, address, previous))

struct BayAdded {
  BayId bay;
  std::string name;
};
FETTLE_EVENT(BayAdded, 1, "A store got a bay.", (bay, name))

}  // namespace fettle
