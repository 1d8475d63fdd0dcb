// The decisions on a job, one overload a command.
#pragma once

#include "commands/job/state.hpp"
#include "schemas/job/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const CreateWorkOrder&);
Checked<Decision> decide(TenantView&, const Context&, const AcceptWorkOrder&);
Checked<Decision> decide(TenantView&, const Context&, const AssignWorkOrder&);
Checked<Decision> decide(TenantView&, const Context&, const AddNote&);
Checked<Decision> decide(TenantView&, const Context&, const CancelWorkOrder&);
Checked<Decision> decide(TenantView&, const Context&, const CloseWorkOrder&);

Checked<Decision> decide(TenantView&, const Context&, const StartDiagnosis&);
Checked<Decision> decide(TenantView&, const Context&, const RecordDiagnosis&);
Checked<Decision> decide(TenantView&, const Context&, const StartRepair&);
Checked<Decision> decide(TenantView&, const Context&, const StartTimer&);
Checked<Decision> decide(TenantView&, const Context&, const StopTimer&);
Checked<Decision> decide(TenantView&, const Context&, const RecordWork&);
Checked<Decision> decide(TenantView&, const Context&, const AddEvidence&);
Checked<Decision> decide(TenantView&, const Context&, const FinishRepair&);

Checked<Decision> decide(TenantView&, const Context&, const IssueQuote&);
Checked<Decision> decide(TenantView&, const Context&, const ApproveQuote&);
Checked<Decision> decide(TenantView&, const Context&, const RejectQuote&);
Checked<Decision> decide(TenantView&, const Context&, const ConfirmQuote&);

Checked<Decision> decide(TenantView&, const Context&, const StartPayment&);
Checked<Decision> decide(TenantView&, const Context&, const RecordPayment&);
Checked<Decision> decide(TenantView&, const Context&, const AskSupplement&);
Checked<Decision> decide(TenantView&, const Context&, const WithdrawSupplement&);

}  // namespace fettle
