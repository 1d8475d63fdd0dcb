// The decisions on a stock count.
#pragma once

#include "commands/stock_count/indexes.hpp"
#include "schemas/stock_count/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const OpenCount&);
Checked<Decision> decide(TenantView&, const Context&, const EnterCount&);
Checked<Decision> decide(TenantView&, const Context&, const ApproveCount&);
Checked<Decision> decide(TenantView&, const Context&, const WithdrawCount&);

Checked<Decision> decide(TenantView&, const Context&, const ResolveCountLine&);
Checked<Decision> decide(TenantView&, const Context&, const RecordCountPosting&);
Checked<Decision> decide(TenantView&, const Context&, const RecordCountConflict&);

}  // namespace fettle
