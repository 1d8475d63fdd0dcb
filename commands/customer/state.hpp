// What a decision must know of a customer.
#pragma once

#include <optional>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/customer/events.hpp"

namespace fettle {

struct CustomerState {
  std::optional<Personal> name;
  std::optional<Personal> phone;
  std::optional<StoreId> preferred_store;
  std::optional<Personal> openid;
  std::optional<Personal> unionid;
};
FETTLE_STRUCT(CustomerState, (name, phone, preferred_store, openid, unionid))

struct Customer {
  static constexpr std::string_view type = "customer";
  static constexpr std::string_view shape = "1";
  using Key = CustomerId;
  using State = CustomerState;
  using Events = boost::mp11::mp_list<CustomerRegistered, CustomerEdited>;
};

inline void evolve(CustomerState& customer, const CustomerRegistered& e) {
  customer = {e.name, e.phone, e.preferred_store, e.openid, e.unionid};
}

inline void evolve(CustomerState& customer, const CustomerEdited& e) {
  customer = {e.name, e.phone, e.preferred_store, e.openid, e.unionid};
}

}  // namespace fettle
