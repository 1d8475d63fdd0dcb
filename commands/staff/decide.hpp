// The decisions on staff.
#pragma once

#include "commands/staff/indexes.hpp"
#include "schemas/staff/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RegisterStaff&);
Checked<Decision> decide(TenantView&, const Context&, const EditStaff&);

}  // namespace fettle
