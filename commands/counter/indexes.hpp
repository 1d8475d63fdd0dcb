// A counter is found by its name.
#pragma once

#include "commands/counter/state.hpp"

namespace fettle {

inline void index(const CounterState&, IndexSink&) {}

}  // namespace fettle
