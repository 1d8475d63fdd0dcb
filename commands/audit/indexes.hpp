// The audit stream is one.
#pragma once

#include "commands/audit/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const AuditState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Audit)

}  // namespace fettle
