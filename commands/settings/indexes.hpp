// Settings are found by their store.
#pragma once

#include "commands/settings/state.hpp"

namespace fettle {

inline void index(const SettingsState&, IndexSink&) {}

}  // namespace fettle
