// `fettle serve`: runs the engine until it is asked to stop.
#pragma once

#include "adapters/cli/engine_settings.hpp"

namespace fettle::cli {

// Returns the exit code: 0 after SIGINT or SIGTERM, else that of why it could not start.
int serve(const EngineSettings& settings);

}  // namespace fettle::cli
