// A counter is found by its name.
#pragma once

#include "commands/counter/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const CounterState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Counter)

}  // namespace fettle
