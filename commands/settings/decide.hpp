// The decisions on settings.
#pragma once

#include "commands/settings/indexes.hpp"
#include "schemas/settings/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const PutSetting&);

}  // namespace fettle
