// The decisions on an errand.
#pragma once

#include "commands/errand/indexes.hpp"
#include "schemas/errand/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const BeginTry&);
Checked<Decision> decide(TenantView&, const Context&, const FailTry&);
Checked<Decision> decide(TenantView&, const Context&, const RetryErrand&);
Checked<Decision> decide(TenantView&, const Context&, const GiveUpErrand&);
Checked<Decision> decide(TenantView&, const Context&, const RetryErrands&);

}  // namespace fettle
