// Finds the table of moves that a job names.
#pragma once

#include "commands/kinds/flow.hpp"
#include "core/result.hpp"

namespace fettle {

// Every flow on the log is known to this binary; another one is a mistake of ours.
const Flow& flow_named(std::string_view name);

}  // namespace fettle
