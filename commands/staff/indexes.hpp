// A member of staff is found by the account.
#pragma once

#include "commands/staff/state.hpp"

namespace fettle {

inline void index(const StaffState&, IndexSink&) {}

}  // namespace fettle
