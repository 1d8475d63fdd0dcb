// A store is found by its id.
#pragma once

#include "commands/store/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const StoreState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Store)

}  // namespace fettle
