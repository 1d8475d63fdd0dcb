// An invoice is found by its order's id.
#pragma once

#include "commands/invoice/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const InvoiceState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Invoice)

}  // namespace fettle
