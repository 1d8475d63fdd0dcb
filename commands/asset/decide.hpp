// The decisions on vehicles.
#pragma once

#include "commands/asset/indexes.hpp"
#include "schemas/asset/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RegisterVehicle&);
Checked<Decision> decide(TenantView&, const Context&, const EditVehicle&);

}  // namespace fettle
