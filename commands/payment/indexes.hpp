// A payment is found by the job that names it.
#pragma once

#include "commands/payment/state.hpp"

namespace fettle {

inline void index(const PaymentState&, IndexSink&) {}

}  // namespace fettle
