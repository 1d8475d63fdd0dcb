// The decisions on a requisition.
#pragma once

#include "commands/requisition/indexes.hpp"
#include "schemas/requisition/commands.hpp"
#include "schemas/requisition/results.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RequestParts&);
Checked<Decision> decide(TenantView&, const Context&, const ChangeRequisition&);
Checked<Decision> decide(TenantView&, const Context&, const ApproveRequisition&);
Checked<Decision> decide(TenantView&, const Context&, const RejectRequisition&);
Checked<Decision> decide(TenantView&, const Context&, const ResolveRequisition&);

Checked<Decision> decide(TenantView&, const Context&, const RecordPosting&);
Checked<Decision> decide(TenantView&, const Context&, const RecordPostingShort&);

Checked<Decision> decide(TenantView&, const Context&, const ReturnParts&);
Checked<Decision> decide(TenantView&, const Context&, const ResolveReturn&);
Checked<Decision> decide(TenantView&, const Context&, const RecordReturnPosting&);

}  // namespace fettle
