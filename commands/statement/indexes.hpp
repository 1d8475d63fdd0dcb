// A statement is found by its day.
#pragma once

#include "commands/statement/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const StatementState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Statement)

}  // namespace fettle
