// Settings are found by their store.
#pragma once

#include "commands/settings/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline void index(const SettingsState&, IndexSink&) {}

FETTLE_AGGREGATE_ELSEWHERE(Settings)

}  // namespace fettle
