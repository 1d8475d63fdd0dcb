// The decisions on a case.
#pragma once

#include "commands/case/indexes.hpp"
#include "schemas/case/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const SettleCase&);

}  // namespace fettle
