// What the served program tells of itself at /metrics.
#pragma once

#include <string>
#include <vector>

#include "test/journey/support/caller.hpp"

namespace fettle::journey {

// The sum over all series of that name that have these labels: {"connector=\"odoo\""}. Nothing of
// that name yet is 0.
double metric(Served& served, const std::string& name, const std::vector<std::string>& labels);

}  // namespace fettle::journey
