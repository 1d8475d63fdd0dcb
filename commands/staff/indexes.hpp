// A member of staff is found by the account.
#pragma once

#include "commands/staff/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const StaffState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Staff)

}  // namespace fettle
