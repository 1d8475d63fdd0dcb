// A store is found by its id.
#pragma once

#include "commands/store/state.hpp"

namespace fettle {

inline void index(const StoreState&, IndexSink&) {}

}  // namespace fettle
