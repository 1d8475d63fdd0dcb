// The audit stream is one.
#pragma once

#include "commands/audit/state.hpp"

namespace fettle {

inline void index(const AuditState&, IndexSink&) {}

}  // namespace fettle
