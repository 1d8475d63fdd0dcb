#include "adapters/odoo/connector_sales.hpp"

#include <fmt/format.h>

#include <cmath>

#include "adapters/odoo/connector_folds.hpp"
#include "adapters/odoo/fitting.hpp"
#include "adapters/odoo/sales.hpp"
#include "adapters/odoo/values.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/invoice/commands.hpp"
#include "schemas/invoice/events.hpp"
#include "schemas/job/document_commands.hpp"
#include "schemas/job/events.hpp"

namespace fettle::odoo {
namespace {

SaleOrder order_of(const Visit& visit, const std::string& job, CustomerCard customer,
                   const Money& amount) {
  return {.key = job,
          .customer = std::move(customer),
          .service_product = visit.settings.service_product,
          .lines = {{"Work order " + job, Quantity::pieces(1), amount.minor()}}};
}

// What a call without a reply was to make is there, or never will be, once Odoo has ended the call.
Missing missing_of(const Visit& visit) {
  const auto& since = visit.unclear_since;
  const bool over = !since || visit.clock.now() > *since + Micros(visit.settings.call_lasts_max);
  return over ? Missing::make : Missing::may_come;
}

SaleDocument document(SaleDocumentKind kind, std::string_view model, std::int64_t id,
                      std::string_view name, std::string_view state) {
  return {kind, found_document(model, id, name, state)};
}

// Before taxes, which Odoo adds by its own rules.
Result<std::int64_t> hundredths_of(Transport& odoo, std::int64_t invoice) {
  const auto found = TRY(odoo.call(read("account.move", {invoice}, {"invoice_line_ids"})));
  const auto invoices = TRY(records_of(found));
  if (invoices.empty()) return fault(code::missing, fmt::format("invoice {} is gone", invoice));
  const auto lines =
      TRY(odoo.call(read("account.move.line", invoices.front().links("invoice_line_ids"),
                         {"quantity", "price_unit"})));
  std::int64_t sum = 0;
  for (const auto& line : TRY(records_of(lines))) {
    sum += std::llround(line.number("quantity") * line.number("price_unit") * 100);
  }
  return sum;
}

Buyer buyer_of(const InvoiceRequested& asked) {
  const auto line = [](const std::optional<Personal>& field) {
    return field ? one_line(field->value.value_or(""), 200) : std::string();
  };
  return {line(asked.title), line(asked.tax_number), line(asked.email)};
}

ErrandOutcome answer_failed(const DueErrand& errand, std::string_view code) {
  return result_of(RecordInvoiceFailed{InvoiceId(subject_id(errand)), ErrandId(errand.id),
                                       fitting<Text<1, 64>>(code, "odoo")});
}

// What never will be is recorded, so that it can be asked for again; the rest is tried again. Of
// two with one key a person must remove one: a dead letter names them.
ErrandOutcome answer_fault(const DueErrand& errand, const Fault& fault) {
  auto failure = failure_of(fault);
  const bool twice = failure.code == code::key_not_unique;
  if (twice || failure.kind != ErrandFailure::Kind::refused) return failure;
  return answer_failed(errand, failure.code);
}

}  // namespace

// The name of the person is not needed there, and stays with us.
ErrandOutcome make_sale_documents(const Visit& visit, const DueErrand& errand) {
  const auto& paid = details_of<JobPaid>(errand);
  const auto customer = paid.customer->text();
  const auto made = Sales(visit.odoo(), missing_of(visit))
                        .ensure(order_of(visit, subject_id(errand),
                                         {.key = customer, .name = customer}, paid.amount));
  if (!made) return failure_of(made.error());
  RecordSaleDocuments command{JobId(subject_id(errand)), ErrandId(errand.id), {}};
  using Kind = SaleDocumentKind;
  command.documents = {
      document(Kind::customer, "res.partner", made->customer, customer, "active"),
      document(Kind::sale_order, "sale.order", made->sale_order, made->sale_order_name, "sale"),
      document(Kind::invoice, "account.move", made->invoice, made->invoice_name, "posted")};
  return result_of(std::move(command));
}

ErrandOutcome issue_invoice(const Visit& visit, const DueErrand& errand) {
  if (!visit.settings.sale_documents) return answer_failed(errand, code::sale_documents_off);
  const auto& asked = details_of<InvoiceRequested>(errand);
  const auto customer = asked.customer.text();
  Sales sales(visit.odoo(), missing_of(visit));
  const auto made = sales.ensure(
      order_of(visit, asked.job.text(), {.key = customer, .name = customer}, asked.amount));
  if (!made) return answer_fault(errand, made.error());
  const auto amount = hundredths_of(visit.odoo(), made->invoice);
  if (!amount) return answer_fault(errand, amount.error());
  if (*amount != asked.amount.minor()) return answer_failed(errand, code::invoice_differs);
  const auto named = sales.name_buyer(made->invoice, buyer_of(asked));
  if (!named) return answer_fault(errand, named.error());
  return result_of(RecordInvoiceIssued{.invoice = InvoiceId(subject_id(errand)),
                                       .errand = ErrandId(errand.id),
                                       .number = fitting<Text<1, 64>>(made->invoice_name, "?"),
                                       .document = Text<1, 64>(std::to_string(made->invoice))});
}

}  // namespace fettle::odoo
