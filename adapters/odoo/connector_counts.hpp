// A counted line, adjusted in Odoo once.
#pragma once

#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

ErrandOutcome post_count(const Visit& visit, const DueErrand& errand);

}  // namespace fettle::odoo
