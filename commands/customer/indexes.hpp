// A telephone number belongs to one customer; the index holds it blinded.
#pragma once

#include "commands/customer/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr Index customer_phone{"customer_phone"};

inline void index(const CustomerState& customer, IndexSink& sink) {
  if (customer.phone && customer.phone->value) {
    sink.put_personal(customer_phone, *customer.phone->value);
  }
}

FETTLE_AGGREGATE_ELSEWHERE(Customer)

}  // namespace fettle
