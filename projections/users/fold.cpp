#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/customer/events.hpp"
#include "schemas/customer/user_row.hpp"

namespace fettle::projections {

void fold_users(ProjectionBuilder& to) {
  to.put<UserRow, CustomerRegistered>([](const CustomerRegistered& e, const EventFacts& f) {
    return UserRow{facts::tenant(f),
                   facts::id(f),
                   facts::value(e.openid),
                   facts::value(e.unionid),
                   facts::value(e.name),
                   facts::value(e.phone),
                   facts::text(e.preferred_store),
                   facts::time(f),
                   facts::time(f),
                   facts::version(f)};
  });
  to.change<UserRow, CustomerEdited>(
      facts::own_key, [](UserRow& row, const CustomerEdited& e, const EventFacts& f) {
        row.openid = facts::value(e.openid);
        row.unionid = facts::value(e.unionid);
        row.name = facts::value(e.name);
        row.phone = facts::value(e.phone);
        row.preferred_store = facts::text(e.preferred_store);
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
      });
}

}  // namespace fettle::projections
