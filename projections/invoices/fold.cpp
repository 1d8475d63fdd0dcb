#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/invoice/events.hpp"
#include "schemas/invoice/invoice_row.hpp"

namespace fettle::projections {
namespace {

InvoiceRow stored(const InvoiceDataStored& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .customer_id = e.customer.text(),
          .store_id = e.store.text(),
          .status = "STORED",
          .title = e.title.value,
          .tax_number = facts::value(e.tax_number),
          .email = facts::value(e.email),
          .amount = {},
          .number = {},
          .document = {},
          .requested_by = {},
          .code = {},
          .requested_at = {},
          .issued_at = {},
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

void become(InvoiceRow& row, std::string status, const EventFacts& f) {
  row.status = std::move(status);
  row.updated_at = facts::time(f);
  row.version = facts::version(f);
}

}  // namespace

void fold_invoices(ProjectionBuilder& to) {
  to.replace<InvoiceRow, InvoiceDataStored>(facts::own_key, stored);
  to.change<InvoiceRow, InvoiceRequested>(
      facts::own_key, [](InvoiceRow& row, const InvoiceRequested& e, const EventFacts& f) {
        become(row, "REQUESTED", f);
        row.amount = e.amount;
        row.requested_by = e.requested_by;
        row.requested_at = facts::time(f);
        row.code.reset();
      });
  to.change<InvoiceRow, InvoiceIssued>(
      facts::own_key, [](InvoiceRow& row, const InvoiceIssued& e, const EventFacts& f) {
        become(row, "ISSUED", f);
        row.amount = e.amount;
        row.number = e.number;
        row.document = e.document;
        row.code.reset();
        row.issued_at = facts::time(f);
      });
  to.change<InvoiceRow, InvoiceFailed>(
      facts::own_key, [](InvoiceRow& row, const InvoiceFailed& e, const EventFacts& f) {
        become(row, "FAILED", f);
        row.code = e.code;
      });
}

}  // namespace fettle::projections
