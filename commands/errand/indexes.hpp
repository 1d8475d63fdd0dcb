// An errand is found by its id.
#pragma once

#include "commands/errand/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const ErrandState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Errand)

}  // namespace fettle
