// The decision that takes figures of stock in.
#pragma once

#include "commands/stock_sync/indexes.hpp"
#include "schemas/stock_sync/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const SyncStock&);

}  // namespace fettle
