#include "commands/tenant/decide.hpp"

#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {

Checked<Decision> decide(TenantView& view, const Context& context, const CreateTenant& command) {
  if (view.get<Tenant>(context.tenant) != nullptr) {
    return conflict("tenant_exists", fmt::format("tenant {} exists", context.tenant.text()));
  }
  Decision decision;
  decision.status = 201;
  add<Tenant>(decision, context.tenant, TenantCreated{command.kind.text(), command.name.text()});
  return decision;
}

}  // namespace fettle
