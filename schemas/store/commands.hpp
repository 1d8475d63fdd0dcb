// Commands on stores.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct NewBay {
  BayId id;
  Text<1, 40> name;
};
FETTLE_STRUCT(NewBay, (id, name))

struct CreateStore {
  Text<1, 60> name;
  std::optional<Text<1, 200>> address;
  std::optional<List<NewBay, 0, 100>> bays;
  std::optional<StoreId> id;  // absent: a new one
};
FETTLE_COMMAND(CreateStore, "Opens a store with its bays.",
               (.aggregate = "store", .routes = {{"POST", "/admin/stores"}},
                .roles = {role::tenant_operator, role::manager}),
               (name, address, bays, id))

struct EditStore {
  StoreId store;
  std::optional<Text<1, 60>> name;
  std::optional<Text<1, 200>> address;
};
FETTLE_COMMAND(EditStore, "Changes a store's data; what is absent stays as it is.",
               (.aggregate = "store", .routes = {{"PATCH", "/admin/stores/{store}"}},
                .roles = {role::tenant_operator, role::manager}),
               (store, name, address))

struct AddBay {
  StoreId store;
  BayId bay;
  Text<1, 40> name;
};
FETTLE_COMMAND(AddBay, "Adds a bay to a store.",
               (.aggregate = "store", .routes = {{"POST", "/admin/stores/{store}/bays"}},
                .roles = {role::tenant_operator, role::manager}),
               (store, bay, name))

}  // namespace fettle
