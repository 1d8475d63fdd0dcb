// The decisions on prepared diagnoses.
#pragma once

#include "commands/template/indexes.hpp"
#include "schemas/template/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const CreateTemplate&);
Checked<Decision> decide(TenantView&, const Context&, const WithdrawTemplate&);

}  // namespace fettle
