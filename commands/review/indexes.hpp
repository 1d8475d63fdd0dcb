// A review is found by its order's id.
#pragma once

#include "commands/review/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const ReviewState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Review)

}  // namespace fettle
