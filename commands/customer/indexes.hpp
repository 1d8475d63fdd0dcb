// A telephone number and a WeChat account belong to one customer; the indexes hold them blinded.
#pragma once

#include "commands/customer/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index customer_phone{"customer_phone"};
inline constexpr Index customer_openid{"customer_openid"};

inline void index(const CustomerState& customer, IndexSink& sink) {
  if (customer.phone && customer.phone->value) {
    sink.put_personal(customer_phone, *customer.phone->value);
  }
  if (customer.openid && customer.openid->value) {
    sink.put_personal(customer_openid, *customer.openid->value);
  }
}

FETTLE_AGGREGATE_ELSEWHERE(Customer)

}  // namespace fettle
