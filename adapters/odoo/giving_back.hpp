// Parts that come back: a picking of its own from the customer to the stock, without Odoo's wizard,
// whose names come from a sequence and so can be posted twice.
#pragma once

#include "adapters/odoo/picking_poster.hpp"

namespace fettle::odoo {

struct GivingBack {
  std::string key = {};           // its own
  std::string original_key = {};  // of the issue that it undoes, in part or whole
  std::vector<PickingLine> lines = {};
};

// The order to post. That no more comes back than was issued is not checked by Odoo: it is the
// caller's business.
//   original_missing: the issue is not posted, or has none of these products.
Result<PickingOrder> order_to_give_back(PickingCalls& calls, const Warehouse& warehouse,
                                        const Profile& profile, const GivingBack& asked);

}  // namespace fettle::odoo
