// The decisions on what a payment service told us.
#pragma once

#include "commands/inbound/indexes.hpp"
#include "schemas/inbound/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RecordCallback&);
Checked<Decision> decide(TenantView&, const Context&, const CountCallbacks&);

}  // namespace fettle
