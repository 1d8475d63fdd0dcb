// The decision that takes products in.
#pragma once

#include "commands/product/indexes.hpp"
#include "schemas/product/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const SyncProducts&);

}  // namespace fettle
