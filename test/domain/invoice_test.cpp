// Invoices come after the payment.
#include "schemas/errand/commands.hpp"
#include "schemas/invoice/commands.hpp"
#include "schemas/invoice/events.hpp"
#include "schemas/job/events.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

StoreInvoiceData data_of(const JobId& order) {
  return {order, Text<1, 100>("李雷商贸有限公司"), TaxNumber("91110000123456789X"),
          Email("li@example.cn")};
}

IssueInvoice issue(const JobId& order) { return {order, std::nullopt}; }

void tried_in_vain(Shop& shop, const ErrandId& errand) {
  shop.given(connector,
             BeginTry{errand, Text<1, 40>("odoo"), Text<1, 60>("issue_invoice"),
                      Text<1, 200>("invoice/x"), Text<1, 200>("node"), Whole<1, 86'400'000>(1000)});
  shop.given(connector,
             FailTry{errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_refused"), true, {}});
}

}  // namespace

TEST_CASE("[AR-47:part] invoice data is stored by the owner of a paid order, and of no other") {
  Shop shop;
  const auto unpaid = shop.order_in("READY_TO_PAY");
  shop.when(li, data_of(unpaid)).rejected(Refusal::wrong_state, "wrong_state");
  const auto id = shop.order_in("PAID");
  shop.when(chen, data_of(id)).rejected(Refusal::not_found, "work_order_unknown");
  const auto stored = shop.when(li, data_of(id));
  stored.then({"InvoiceDataStored"});
  CHECK(stored.event<InvoiceDataStored>().title.value == "李雷商贸有限公司");
  shop.when(li, data_of(shop.order_in("CLOSED"))).then({"InvoiceDataStored"});
}

TEST_CASE("[AR-47:part] an invoice is requested outside, issued or failed, and requested again") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  shop.when(cashier, issue(id)).rejected(Refusal::wrong_state, "invoice_data_missing");
  shop.given(li, data_of(id));
  shop.when(cashier, issue(id)).rejected(Refusal::wrong_state, "odoo_not_connected");
  shop.given(connector, EnableConnector{ConnectorId("odoo")});
  const auto requested = shop.when(cashier, issue(id));
  requested.then({"InvoiceRequested"});
  CHECK(requested.event<InvoiceRequested>().amount == yuan_of(900));
  shop.when(li, data_of(id)).rejected(Refusal::wrong_state, "invoice_standing");
  shop.when(cashier, issue(id)).rejected(Refusal::wrong_state, "invoice_standing");
  const InvoiceId invoice(id.text());
  shop.when(connector, RecordInvoiceFailed{invoice, ErrandId("e1"), Text<1, 64>("no_partner")})
      .then({"InvoiceFailed", "ErrandDone"});
  shop.given(cashier, issue(id));
  const RecordInvoiceIssued issued{invoice, ErrandId("e2"), Text<1, 64>("F-1"),
                                   Text<1, 64>("account.move/7")};
  shop.when(connector, issued).then({"InvoiceIssued", "ErrandDone"});
  shop.when(connector, issued).then({});
  shop.when(cashier, issue(id)).rejected(Refusal::wrong_state, "invoice_standing");
}

TEST_CASE("an invoice issued by hand is recorded by its number, over what was kept") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  shop.given(li, data_of(id));
  const auto payment = shop.order(id).paid_by.front();
  shop.given(boss, RefundPayment{payment, yuan_of(100), Text<1, 80>("x")});
  const auto issued = shop.when(cashier, IssueInvoice{id, Text<1, 64>("F-2")});
  issued.then({"InvoiceIssued"});
  CHECK(issued.event<InvoiceIssued>().amount == yuan_of(800));

  const auto returned = shop.order_in("PAID");
  shop.given(li, data_of(returned));
  shop.given(boss, ReversePayment{shop.order(returned).paid_by.front(), Text<1, 80>("x")});
  shop.when(cashier, IssueInvoice{returned, Text<1, 64>("F-3")})
      .rejected(Refusal::wrong_state, "nothing_to_invoice");
}

TEST_CASE("nobody issues by hand what Odoo may still issue; another number of Odoo's is a case") {
  Shop shop;
  shop.given(connector, EnableConnector{ConnectorId("odoo")});
  const auto id = shop.order_in("PAID");
  shop.given(li, data_of(id));
  const auto errand = *shop.given(cashier, issue(id)).event<InvoiceRequested>().errand;
  const IssueInvoice by_hand{id, Text<1, 64>("F-2")};
  shop.when(cashier, by_hand).rejected(Refusal::wrong_state, "invoice_under_way");
  tried_in_vain(shop, errand);
  shop.when(cashier, by_hand).then({"InvoiceIssued", "ErrandDone"});

  RecordInvoiceIssued late{InvoiceId(id.text()), errand, Text<1, 64>("F-2"), std::nullopt};
  shop.when(connector, late).then({});
  late.number = Text<1, 64>("INV/7");
  late.document = Text<1, 64>("7");
  const auto twice = shop.when(connector, late);
  twice.then({"CaseOpened", "DocumentLinked"});
  CHECK(twice.event<CaseOpened>().code == "invoice_twice");
  CHECK(twice.event<CaseOpened>().reference == "INV/7");
  CHECK(twice.event<DocumentLinked>().document.id == 7);
  shop.when(connector, late).then({});
}

TEST_CASE("an invoice that Odoo issued after a person gave it up is issued") {
  Shop shop;
  shop.given(connector, EnableConnector{ConnectorId("odoo")});
  const auto id = shop.order_in("PAID");
  shop.given(li, data_of(id));
  const auto errand = *shop.given(cashier, issue(id)).event<InvoiceRequested>().errand;
  tried_in_vain(shop, errand);
  shop.given(boss, GiveUpErrand{errand, Text<1, 500>("Odoo 停用")});
  const RecordInvoiceIssued late{InvoiceId(id.text()), errand, Text<1, 64>("INV/7"),
                                 Text<1, 64>("7")};
  shop.when(connector, late).then({"InvoiceIssued"});
  shop.when(cashier, IssueInvoice{id, Text<1, 64>("F-2")})
      .rejected(Refusal::wrong_state, "invoice_standing");
}

}  // namespace fettle::test
