// Paid orders as sale documents, where a shop wants them, and the invoices that finance asks for.
#include <doctest/doctest.h>

#include "schemas/invoice/commands.hpp"
#include "schemas/invoice/events.hpp"
#include "schemas/job/document_commands.hpp"
#include "schemas/job/events.hpp"
#include "test/odoo/connector_bench.hpp"

namespace fettle::odoo {
namespace {

JobPaid paid(std::int64_t fen) {
  return {PaymentId("P1"), Money::fen(fen), 1, "cash", CustomerId("C1")};
}

InvoiceRequested invoice(std::int64_t fen) {
  return {.job = JobId("J1"),
          .customer = CustomerId("C1"),
          .store = StoreId("S1"),
          .amount = Money::fen(fen),
          .title = Personal{PersonId("C1"), "Zhang Ltd"},
          .tax_number = {},
          .email = {},
          .requested_by = "fin"};
}

void wants_sale_documents(ConnectorBench& bench) {
  bench.settings.sale_documents = true;
  bench.settings.service_product = bench.shop.product("SERVICE", {});
  bench.start();
}

}  // namespace

TEST_CASE("a paid order has its sale documents once, linked to it") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    CHECK_FALSE(bench.fold("J1", paid(12'050)).opened.has_value());
    wants_sale_documents(bench);
    const auto errand = bench.errand("J1", paid(12'050));
    CHECK(errand.subject == "job/J1");
    const auto first = bench.run(errand), second = bench.run(errand);
    const auto& documents = recorded<RecordSaleDocuments>(first).documents;
    REQUIRE(documents.size() == 3);
    CHECK(documents[1].document.model.text() == "sale.order");
    CHECK(documents[2].document.state.text() == "posted");
    const auto& again = recorded<RecordSaleDocuments>(second);
    CHECK(again.work_order.text() == "J1");
    CHECK(again.documents[2].document.id == documents[2].document.id);
  }
}

TEST_CASE("an invoice is issued over the amount asked for, or it is said why not") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto off = bench.run(bench.errand("J1", invoice(12'050)));
    CHECK(recorded<RecordInvoiceFailed>(off).code.text() == code::sale_documents_off);
    wants_sale_documents(bench);
    const auto issued = bench.run(bench.errand("J1", invoice(12'050)));
    const auto& answer = recorded<RecordInvoiceIssued>(issued);
    CHECK(answer.invoice.text() == "J1");
    CHECK(answer.number.text().starts_with("INV/"));
    CHECK(answer.document.has_value());
    const auto other = bench.run(bench.errand("J1", invoice(9'000)));
    CHECK(recorded<RecordInvoiceFailed>(other).code.text() == code::invoice_differs);
  }
}

}  // namespace fettle::odoo
