// A stream is found by its sender's name.
#pragma once

#include "commands/inbound/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const InboundState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Inbound)

}  // namespace fettle
