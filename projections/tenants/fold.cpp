#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/tenant/events.hpp"
#include "schemas/tenant/tenant_row.hpp"

namespace fettle::projections {

void fold_tenants(ProjectionBuilder& to) {
  to.put<TenantRow, TenantCreated>([](const TenantCreated& e, const EventFacts& f) {
    return TenantRow{facts::tenant(f), e.kind, e.name, facts::time(f)};
  });
}

}  // namespace fettle::projections
