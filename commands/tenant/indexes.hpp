// A tenant is found by its name.
#pragma once

#include "commands/tenant/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const TenantState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Tenant)

}  // namespace fettle
