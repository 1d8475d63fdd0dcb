#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/store/events.hpp"
#include "schemas/store/store_rows.hpp"

namespace fettle::projections {

void fold_stores(ProjectionBuilder& to) {
  to.put<StoreRow, StoreCreated>([](const StoreCreated& e, const EventFacts& f) {
    return StoreRow{facts::tenant(f), facts::id(f),   e.name,           e.address,
                    facts::time(f),   facts::time(f), facts::version(f)};
  });
  to.change<StoreRow, StoreEdited>(facts::own_key,
                                   [](StoreRow& row, const StoreEdited& e, const EventFacts& f) {
                                     row.name = e.name;
                                     row.address = e.address;
                                     row.updated_at = facts::time(f);
                                     row.version = facts::version(f);
                                   });
  to.change<StoreRow, BayAdded>(facts::own_key,
                                [](StoreRow& row, const BayAdded&, const EventFacts& f) {
                                  row.updated_at = facts::time(f);
                                  row.version = facts::version(f);
                                });
  to.put<BayRow, BayAdded>([](const BayAdded& e, const EventFacts& f) {
    return BayRow{facts::tenant(f), facts::id(f), e.bay.text(), e.name, facts::time(f)};
  });
}

}  // namespace fettle::projections
