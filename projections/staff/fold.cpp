#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/staff/events.hpp"
#include "schemas/staff/staff_row.hpp"

namespace fettle::projections {

void fold_staff(ProjectionBuilder& to) {
  to.put<StaffRow, StaffRegistered>([](const StaffRegistered& e, const EventFacts& f) {
    return StaffRow{facts::tenant(f),     facts::id(f),          e.name.value, e.role,
                    facts::text(e.store), facts::json(e.skills), true,         facts::time(f),
                    facts::time(f),       facts::version(f)};
  });
  to.change<StaffRow, StaffEdited>(facts::own_key,
                                   [](StaffRow& row, const StaffEdited& e, const EventFacts& f) {
                                     row.name = e.name.value;
                                     row.role = e.role;
                                     row.store_id = facts::text(e.store);
                                     row.skills = facts::json(e.skills);
                                     row.active = e.active;
                                     row.updated_at = facts::time(f);
                                     row.version = facts::version(f);
                                   });
}

}  // namespace fettle::projections
