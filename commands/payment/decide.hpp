// The decisions on a payment and its refunds.
#pragma once

#include "commands/payment/indexes.hpp"
#include "schemas/payment/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RecordPrepay&);
Checked<Decision> decide(TenantView&, const Context&, const RecordPrepayRefused&);
Checked<Decision> decide(TenantView&, const Context&, const PaymentPrepared&);
Checked<Decision> decide(TenantView&, const Context&, const RecordPaymentQuery&);
Checked<Decision> decide(TenantView&, const Context&, const RecordClosed&);

Checked<Decision> decide(TenantView&, const Context&, const RefundPayment&);
Checked<Decision> decide(TenantView&, const Context&, const ReversePayment&);
Checked<Decision> decide(TenantView&, const Context&, const SettleRefund&);
Checked<Decision> decide(TenantView&, const Context&, const RecordRefund&);

}  // namespace fettle
