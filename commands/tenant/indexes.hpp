// A tenant is found by its name.
#pragma once

#include "commands/tenant/state.hpp"

namespace fettle {

inline void index(const TenantState&, IndexSink&) {}

}  // namespace fettle
