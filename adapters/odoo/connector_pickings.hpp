// Issues and returns of a batch of errands, posted once each and answered by commands.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

using Outcomes = std::vector<std::optional<ErrandOutcome>>;  // by the place of the errand

// Gives each errand of these two actions its outcome; passes over the others.
void post_pickings(const Visit& visit, std::span<const DueErrand> errands, Outcomes& outcomes);

}  // namespace fettle::odoo
