// What becomes of an order's requisitions when the order ends.
#pragma once

#include "commands/requisition/indexes.hpp"

namespace fettle {

// Cancelled: what was not given out is released, in our books and for the poster. What Odoo may be
// posting cannot be called back: it is returned when the posting comes.
void cancel_requisitions(TenantView& view, Decision& decision, const JobId& job);

// Closed: what nobody approved is released.
void close_requisitions(TenantView& view, Decision& decision, const JobId& job);

}  // namespace fettle
