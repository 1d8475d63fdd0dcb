// A notice is found by its id.
#pragma once

#include "commands/notice/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const NoticeState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Notice)

}  // namespace fettle
