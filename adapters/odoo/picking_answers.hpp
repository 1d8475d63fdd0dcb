// What became of a picking, as the command that records it or as a failure.
#pragma once

#include "adapters/odoo/picking.hpp"
#include "adapters/odoo/visit.hpp"

namespace fettle::odoo {

struct PickingName {
  std::int64_t id = 0;
  std::string name = {};
};

// Done there, seen now.
ErrandOutcome answer_posted(const Visit& visit, const DueErrand& errand, const PickingName& picking,
                            Quantity quantity);

ErrandOutcome answer_of(const Visit& visit, const DueErrand& errand, const PickingOrder& order,
                        const PickingOutcome& outcome);

}  // namespace fettle::odoo
