// Commands on the invoice of a paid order.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

enum class InvoiceStanding { STORED, REQUESTED, ISSUED, FAILED };
FETTLE_ENUM(InvoiceStanding, STORED, REQUESTED, ISSUED, FAILED)

struct InvoiceAnswer {
  InvoiceStanding status;
};
FETTLE_STRUCT(InvoiceAnswer, (status))

struct StoreInvoiceData {
  using Answer = InvoiceAnswer;
  JobId work_order;
  Text<1, 100> title;
  std::optional<TaxNumber> tax_number;
  std::optional<Email> email;
};
FETTLE_COMMAND(StoreInvoiceData, "The owner of a paid order says whom the invoice shall name.",
               (.aggregate = "invoice", .routes = {{"PUT", "/mp/work-orders/{work_order}/invoice"}},
                .roles = {role::customer}),
               (work_order, title, tax_number, email))

struct IssueInvoice {
  using Answer = InvoiceAnswer;
  JobId work_order;
  std::optional<Text<1, 64>> number;  // of one issued by hand
};
FETTLE_COMMAND(IssueInvoice, "Has the invoice issued, or records one that was issued by hand.",
               (.aggregate = "invoice",
                .routes = {{"POST", "/admin/work-orders/{work_order}/issue-invoice"}},
                .roles = {role::finance, role::manager}),
               (work_order, number))

struct RecordInvoiceIssued {
  InvoiceId invoice;
  ErrandId errand;
  Text<1, 64> number;
  std::optional<Text<1, 64>> document;
};
FETTLE_COMMAND(RecordInvoiceIssued, "The invoice exists outside; the connector's.",
               (.aggregate = "invoice"), (invoice, errand, number, document))

struct RecordInvoiceFailed {
  InvoiceId invoice;
  ErrandId errand;
  Text<1, 64> code;
};
FETTLE_COMMAND(RecordInvoiceFailed, "The invoice was refused outside; the connector's.",
               (.aggregate = "invoice"), (invoice, errand, code))

}  // namespace fettle
