// The decisions on a connection.
#pragma once

#include "commands/connector/indexes.hpp"
#include "schemas/connector/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const EnableConnector&);
Checked<Decision> decide(TenantView&, const Context&, const DisableConnector&);

}  // namespace fettle
