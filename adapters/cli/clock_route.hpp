// POST /test/clock {"advance_ms": 3600000}: moves the clock of a process in test mode. Only there:
// without the setting the path is unknown.
#pragma once

#include "adapters/http/router.hpp"
#include "adapters/system/clock.hpp"

namespace fettle::cli {

inline constexpr std::string_view clock_face = "test";

// Everything that waits for a time looks at the clock again by itself, within a shard's tick.
// The clock must outlive the router.
void add_clock_route(http::Router& router, MovableClock& clock);

}  // namespace fettle::cli
