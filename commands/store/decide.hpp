// The decisions on a store.
#pragma once

#include "commands/store/indexes.hpp"
#include "schemas/store/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const CreateStore&);
Checked<Decision> decide(TenantView&, const Context&, const EditStore&);
Checked<Decision> decide(TenantView&, const Context&, const AddBay&);

}  // namespace fettle
