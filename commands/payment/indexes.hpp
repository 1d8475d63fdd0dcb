// A payment is found by the job that names it.
#pragma once

#include "commands/payment/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const PaymentState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Payment)

}  // namespace fettle
