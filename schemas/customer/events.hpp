// What is known of a customer.
#pragma once

#include <optional>

#include "core/personal.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct CustomerRegistered {
  std::optional<Personal> name;
  std::optional<Personal> phone;
  std::optional<StoreId> preferred_store;
  std::string registered_by;
  std::optional<Personal> openid;
  std::optional<Personal> unionid;
};
FETTLE_EVENT(CustomerRegistered, 1, "A customer became known to the business.",
             (name, phone, preferred_store, registered_by, openid, unionid))

struct CustomerData {
  std::optional<Personal> name;
  std::optional<Personal> phone;
  std::optional<StoreId> preferred_store;
  std::optional<Personal> openid;
  std::optional<Personal> unionid;
};
FETTLE_STRUCT(CustomerData, (name, phone, preferred_store, openid, unionid))

// The whole of it as it is now.
struct CustomerEdited {
  std::optional<Personal> name;
  std::optional<Personal> phone;
  std::optional<StoreId> preferred_store;
  std::optional<Personal> openid;
  std::optional<Personal> unionid;
  std::optional<CustomerData> previous = {};  // absent of the oldest edits
};
FETTLE_EVENT(CustomerEdited, 1, "A customer's data changed; this is all of it.",
             (name, phone, preferred_store, openid, unionid, previous))

}  // namespace fettle
