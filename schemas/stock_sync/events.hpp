// How far our view of Odoo is: one mark a pass, so that the sync time advances without an event
// for every figure that stayed as it was.
#pragma once

#include "core/moment.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct CatalogueSynced {
  Moment as_of;
  std::int64_t changed;  // products of the pass's last batch that were new or other than before
};
FETTLE_EVENT(CatalogueSynced, 1, "Our products are Odoo's as of this moment.", (as_of, changed))

struct StoreSynced {
  StoreId store;
  Moment as_of;
  std::int64_t changed;  // figures of the pass's last batch that were other than before
};
FETTLE_EVENT(StoreSynced, 1, "Our figures of the store are Odoo's as of this moment.",
             (store, as_of, changed))

}  // namespace fettle
