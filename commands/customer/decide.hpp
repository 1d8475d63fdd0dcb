// The decisions on customers.
#pragma once

#include "commands/customer/indexes.hpp"
#include "schemas/customer/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const RegisterMyself&);
Checked<Decision> decide(TenantView&, const Context&, const RegisterCustomer&);
Checked<Decision> decide(TenantView&, const Context&, const EditMyself&);
Checked<Decision> decide(TenantView&, const Context&, const RecognizeCustomer&);
Checked<Decision> decide(TenantView&, const Context&, const RecordPhone&);

}  // namespace fettle
