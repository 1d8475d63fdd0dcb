// A business is made before anything of it is.
#pragma once

#include "commands/refusals.hpp"
#include "commands/tenant/indexes.hpp"

namespace fettle {

inline Checked<void> tenant_exists(TenantView& view, const Context& context) {
  if (view.get<Tenant>(context.tenant) != nullptr) return {};
  return not_found("tenant_unknown",
                   fmt::format("there is no tenant {}; make it first", context.tenant.text()));
}

}  // namespace fettle
