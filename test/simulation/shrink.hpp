// Finds a smaller run that breaks the same rule: fewer requests, fewer kinds of faults.
#pragma once

#include "test/simulation/world.hpp"

namespace fettle::sim {

Plan shrunk(Plan plan, const std::string& rule);

}  // namespace fettle::sim
