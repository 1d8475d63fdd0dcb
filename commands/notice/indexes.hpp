// A notice is found by its id.
#pragma once

#include "commands/notice/state.hpp"

namespace fettle {

inline void index(const NoticeState&, IndexSink&) {}

}  // namespace fettle
