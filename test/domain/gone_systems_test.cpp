// What a shop does when a system outside is gone: nothing that was asked of it stays open for ever.
#include "commands/errand/indexes.hpp"
#include "schemas/invoice/commands.hpp"
#include "schemas/invoice/events.hpp"
#include "test/domain/shelves.hpp"
#include "test/domain/till.hpp"

namespace fettle::test {
namespace {

const Text<1, 500> gone("the server was sold");

GiveUpErrand give_up(const ErrandId& errand) { return {errand, gone}; }

FailTry login_refused(const ErrandId& errand) {
  return {errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_login_refused"), false,
          Whole<0, 864'000'000>(15'000)};
}

ResolveRequisition withdrawn(const RequisitionId& id) {
  return {id, SettledAs::WITHDRAWN, std::nullopt, Reason("Odoo is gone")};
}

ErrandStanding standing_of(Shop& shop, const ErrandId& errand) {
  return shop.view().get<Errand>(errand)->standing;
}

}  // namespace

TEST_CASE("a posting that waits for a system that is gone is given up, then settled by hand") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto errand = shop.errand(id);
  shop.given(odoo, try_of(errand));
  shop.when(boss, give_up(errand)).rejected(Refusal::wrong_state, "errand_taken");
  shop.given(odoo, login_refused(errand));
  shop.when(keeper, withdrawn(id)).rejected(Refusal::wrong_state, "posting_under_way");
  shop.when(boss, give_up(errand)).then({"ErrandGivenUp"});
  shop.when(boss, give_up(errand)).rejected(Refusal::wrong_state, "errand_standing");
  shop.when(odoo, try_of(errand)).rejected(Refusal::wrong_state, "errand_standing");
  shop.when(keeper, withdrawn(id)).then({"RequisitionWithdrawn", "StockReleased"});
  CHECK(shop.stock().available() == 10);
}

TEST_CASE("a try whose node is gone does not stand in the way for ever") {
  Shelves shop;
  const auto errand = shop.errand(shop.approved(3));
  shop.given(odoo, try_of(errand));
  shop.pass(std::chrono::minutes(1));
  shop.when(boss, give_up(errand)).then({"ErrandGivenUp"});
}

TEST_CASE("an errand that nobody has tried is known from what asked for it") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto errand = shop.errand(id);
  shop.when(boss, RetryErrand{errand}).then({});
  const auto given_up = shop.when(boss, give_up(errand));
  given_up.then({"ErrandGivenUp"});
  CHECK(given_up.event<ErrandGivenUp>().connector == "odoo");
  CHECK(given_up.event<ErrandGivenUp>().subject == "requisition/" + id.text());
  shop.when(odoo, try_of(errand)).rejected(Refusal::wrong_state, "errand_standing");
  shop.when(keeper, withdrawn(id)).then({"RequisitionWithdrawn", "StockReleased"});
  shop.when(boss, give_up(ErrandId("of-nobody"))).rejected(Refusal::not_found, "errand_unknown");
  shop.when(boss, RetryErrand{ErrandId("of-nobody")})
      .rejected(Refusal::not_found, "errand_unknown");
}

TEST_CASE("an order whose posting was given up untried gives its parts back when it is cancelled") {
  Shelves shop;
  const auto id = shop.approved(3);
  shop.given(boss, give_up(shop.errand(id)));
  shop.given(boss, CancelWorkOrder{shop.order_id, Text<1, 500>("不修了")});
  CHECK(shop.standing(id) == RequisitionStanding::RELEASED);
  CHECK(shop.stock().reserved == 0);
}

TEST_CASE("once its Odoo is disconnected a shop settles its postings by hand") {
  Shelves shop;
  const auto untried = shop.approved(3), failing = shop.approved(2);
  shop.given(odoo, try_of(shop.errand(failing)));
  shop.given(odoo, login_refused(shop.errand(failing)));
  shop.when(boss, DisableConnector{ConnectorId("odoo"), gone}).then({"ConnectorDisabled"});
  shop.when(boss, DisableConnector{ConnectorId("odoo"), gone}).then({});
  for (const auto& id : {untried, failing}) {
    const auto errand = shop.errand(id);
    shop.when(keeper, withdrawn(id)).then({"RequisitionWithdrawn", "StockReleased", "ErrandDone"});
    CHECK(standing_of(shop, errand) == ErrandStanding::DONE);
  }
  const auto requested = shop.requested(1);
  const auto approved = shop.when(keeper, ApproveRequisition{requested});
  CHECK_FALSE(approved.event<RequisitionApproved>().errand.has_value());
}

TEST_CASE("an invoice that waits for an Odoo that is gone is issued by hand") {
  for (const bool disconnect : {false, true}) {
    CAPTURE(disconnect);
    Shop shop;
    shop.given(odoo, EnableConnector{ConnectorId("odoo")});
    const auto id = shop.order_in("PAID");
    shop.given(li,
               StoreInvoiceData{id, Text<1, 100>("李雷商贸有限公司"), std::nullopt, std::nullopt});
    const auto errand =
        *shop.given(boss, IssueInvoice{id, std::nullopt}).event<InvoiceRequested>().errand;
    const IssueInvoice by_hand{id, Text<1, 64>("F-1")};
    shop.when(boss, by_hand).rejected(Refusal::wrong_state, "invoice_under_way");
    if (disconnect) {
      shop.given(boss, DisableConnector{ConnectorId("odoo"), gone});
      shop.when(boss, by_hand).then({"InvoiceIssued", "ErrandDone"});
    } else {
      const auto given_up = shop.when(boss, give_up(errand));
      CHECK(given_up.event<ErrandGivenUp>().subject == "invoice/" + id.text());
      shop.when(boss, by_hand).then({"InvoiceIssued"});
    }
  }
}

TEST_CASE("what a person disconnected is connected by a person alone") {
  Shelves shop;
  const EnableConnector enable{ConnectorId("odoo")};
  shop.given(boss, DisableConnector{ConnectorId("odoo"), gone});
  shop.when(odoo, enable).then({});
  shop.when(boss, enable).then({"ConnectorEnabled"});
  shop.when(boss, enable).then({});
  const ConnectorId never("wechat_pay");
  shop.when(boss, EnableConnector{never}).rejected(Refusal::not_found, "connector_unknown");
  shop.when(boss, DisableConnector{never, gone}).rejected(Refusal::not_found, "connector_unknown");
}

TEST_CASE("without its payment service a shop takes money at the desk, and says so at once") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  till.given(li, StartPayment{id, v1});
  till.given(boss, DisableConnector{ConnectorId("wechat_pay"), gone});
  till.when(li, StartPayment{id, v1}).rejected(Refusal::wrong_state, "not_connected");
  const auto fresh = till.order_in("READY_TO_PAY");
  till.when(li, StartPayment{fresh, v1}).rejected(Refusal::wrong_state, "not_connected");
  till.given(desk, RecordPayment{id, v1, yuan_of(900), no_note});
  CHECK(till.order(id).state == "PAID");
}

TEST_CASE("an attempt to pay that nobody has tried is given up, and begun anew") {
  Till till;
  const auto id = till.order_in("READY_TO_PAY");
  const auto errand = *till.given(li, StartPayment{id, v1}).event<PaymentBegun>().errand;
  till.given(boss, give_up(errand));
  till.when(li, StartPayment{id, v1})
      .then({"PaymentDropped", "PaymentFailed", "PaymentCloseAsked", "PaymentBegun",
             "PaymentStarted"});
}

TEST_CASE("a refund at a service that is gone is settled by hand, and asked for no more") {
  for (const bool disconnect : {false, true}) {
    CAPTURE(disconnect);
    Till till;
    const auto payment = till.paid_by(till.paid_order());
    const auto refund = till.given(cashier, RefundPayment{payment, yuan_of(900), Text<1, 80>("退")})
                            .event<RefundAsked>();
    const SettleRefund by_hand{payment, refund.refund, RefundSettlement::PAID_BY_HAND};
    till.when(cashier, by_hand).rejected(Refusal::wrong_state, "refund_standing");
    if (disconnect) {
      till.given(boss, DisableConnector{ConnectorId("wechat_pay"), gone});
      till.when(cashier, by_hand).then({"RefundSucceeded", "ErrandDone"});
    } else {
      till.given(boss, give_up(refund.errand));
      till.when(cashier, by_hand).then({"RefundSucceeded"});
    }
    till.when(connector,
              BeginTry{refund.errand, Text<1, 40>("wechat_pay"), Text<1, 60>("refund"),
                       Text<1, 200>("refund/x"), Text<1, 200>("node"), Whole<1, 86'400'000>(1000)})
        .rejected(Refusal::wrong_state, "errand_standing");
  }
}

TEST_CASE("a refund asked of a service that is gone is a person's matter, also once it is back") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  till.given(boss, DisableConnector{ConnectorId("wechat_pay"), gone});
  const auto asked = till.when(cashier, RefundPayment{payment, yuan_of(400), Text<1, 80>("退")});
  asked.then({"RefundAsked", "RefundStuck", "CaseOpened"});
  CHECK(asked.event<CaseOpened>().code == "refund_stuck");
  till.given(boss, EnableConnector{ConnectorId("wechat_pay")});
  till.when(cashier, SettleRefund{payment, asked.event<RefundAsked>().refund,
                                  RefundSettlement::PAID_BY_HAND})
      .then({"RefundSucceeded"});
}

TEST_CASE("a refund that is on its way when the service goes is a person's matter") {
  Till till;
  const auto payment = till.paid_by(till.paid_order());
  const auto refund = till.given(cashier, RefundPayment{payment, yuan_of(400), Text<1, 80>("退")})
                          .event<RefundAsked>();
  till.given(boss, DisableConnector{ConnectorId("wechat_pay"), gone});
  const auto told = till.when(
      connector, RecordRefund{payment, refund.refund, refund.errand, RefundAnswer::PROCESSING,
                              number("5000001"), std::nullopt, std::nullopt, std::nullopt});
  told.then({"RefundStuck", "CaseOpened", "ErrandDone"});
  CHECK_FALSE(told.event<RefundStuck>().errand);
}

}  // namespace fettle::test
