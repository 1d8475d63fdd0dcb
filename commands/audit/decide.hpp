// The decision that keeps a denial.
#pragma once

#include "commands/audit/indexes.hpp"
#include "schemas/audit/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RecordDenial&);

}  // namespace fettle
