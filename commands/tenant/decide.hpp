// The decisions on the business itself.
#pragma once

#include "commands/tenant/indexes.hpp"
#include "schemas/tenant/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const CreateTenant&);

}  // namespace fettle
