// The decisions on an order's invoice.
#pragma once

#include "commands/invoice/indexes.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const StoreInvoiceData&);
Checked<Decision> decide(TenantView&, const Context&, const IssueInvoice&);
Checked<Decision> decide(TenantView&, const Context&, const RecordInvoiceIssued&);
Checked<Decision> decide(TenantView&, const Context&, const RecordInvoiceFailed&);

}  // namespace fettle
