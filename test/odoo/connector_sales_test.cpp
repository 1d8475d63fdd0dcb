// Paid orders as sale documents, where a shop wants them, and the invoices that finance asks for.
#include <doctest/doctest.h>

#include "adapters/odoo/reply.hpp"
#include "adapters/odoo/values.hpp"
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
          .requested_by = "fin",
          .errand = {}};
}

void wants_sale_documents(ConnectorBench& bench) {
  bench.settings.sale_documents = true;
  bench.settings.service_product = bench.shop.product("SERVICE", {});
  bench.start();
}

// A shop that wants sale documents, and whose next create fails so.
ErrandFailure failed_create(ConnectorBench& bench, const std::string& kind) {
  wants_sale_documents(bench);
  bench.shop.fake.fails(kind, "create", 1);
  return failed(bench.run(bench.errand("J1", paid(12'050))));
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

// An Odoo that still works on a create shows nothing of it: a look finds nothing.
TEST_CASE("what an earlier call may still make is not made anew before that call is over") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    wants_sale_documents(bench);
    auto errand = bench.errand("J1", paid(12'050), 1);
    errand.unclear_since = bench.clock.now();
    const auto early = failed(bench.run(errand));
    CHECK(early.code == code::outcome_open);
    CHECK(early.kind == ErrandFailure::Kind::retry);
    CHECK_FALSE(bench.connector->leaves_unclear(early.code));
    bench.clock.move_by(std::chrono::seconds(120));
    CHECK(failed(bench.run(errand)).code == code::outcome_open);
    bench.clock.move_by(std::chrono::seconds(1));
    CHECK(recorded<RecordSaleDocuments>(bench.run(errand)).documents.size() == 3);
  }
}

TEST_CASE("a call without a reply keeps other errands from making the customer that they share") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto silent = failed_create(bench, "cut_before");
    CHECK(silent.code == code::reply_missing);
    CHECK(bench.connector->leaves_unclear(silent.code));
    const auto other = bench.errand("J2", paid(9'000));
    CHECK(failed(bench.run(other)).code == code::outcome_open);
    bench.clock.move_by(std::chrono::seconds(121));
    CHECK(recorded<RecordSaleDocuments>(bench.run(other)).documents.size() == 3);
  }
}

TEST_CASE("a try of a process that died keeps the errands beside it from making the customer") {
  ConnectorBench bench;
  wants_sale_documents(bench);
  auto broken = bench.errand("J2", paid(9'000), 1);
  broken.unclear_since = bench.clock.now();
  const std::vector<DueErrand> both = {bench.errand("J1", paid(12'050)), broken};
  for (const auto& outcome : bench.connector->run(both)) {
    CHECK(failed(outcome).code == code::outcome_open);
  }
  bench.clock.move_by(std::chrono::seconds(121));
  for (const auto& outcome : bench.connector->run(both)) {
    CHECK(recorded<RecordSaleDocuments>(outcome).documents.size() == 3);
  }
}

TEST_CASE("two documents of one key are a dead letter that names both") {
  ConnectorBench bench;
  wants_sale_documents(bench);
  for (const std::string name : {"Zhang", "Li"}) {
    REQUIRE(bench.shop.odoo().call(create("res.partner", {{"name", name}, {"ref", "C1"}})));
  }
  for (const auto& errand :
       {bench.errand("J1", paid(12'050)), bench.errand("J1", invoice(12'050))}) {
    CAPTURE(errand.action);
    const auto twice = failed(bench.run(errand));
    CHECK(twice.kind == ErrandFailure::Kind::refused);
    CHECK(twice.code == code::key_not_unique);
    CHECK(twice.detail.find("Zhang (id ") != std::string::npos);
    CHECK(twice.detail.find("Li (id ") != std::string::npos);
  }
}

TEST_CASE("a server that others answer for is away, whatever the answer is written in") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto away = failed_create(bench, "html_502");
    CHECK(away.code == code::html_reply);
    CHECK(away.kind == ErrandFailure::Kind::away);
  }
  IncomingReply busy;
  busy.status = 503;
  busy.headers = {{"content-type", "application/json"}};
  busy.body = "{}";
  const auto reply = json_reply(busy);
  REQUIRE_FALSE(reply);
  CHECK(failure_of(reply.error()).kind == ErrandFailure::Kind::away);
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
