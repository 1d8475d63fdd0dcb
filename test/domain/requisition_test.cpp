// Asking for parts, and who decides.
#include "commands/case/state.hpp"
#include "test/domain/shelves.hpp"

namespace fettle::test {

TEST_CASE("a technician asks for a known product, and it is reserved in our view only [AR-31]") {
  Shelves shop;
  const auto asked = shop.when(wang, ask_for(shop.order_id, 3));
  asked.then({"RequisitionRequested", "StockReserved"});
  CHECK(asked.decision().status == 201);
  CHECK(asked.decision().answer == R"("state":"REQUESTED","quantity":3)");
  const auto& requested = asked.event<RequisitionRequested>();
  CHECK(requested.job == shop.order_id);
  CHECK(requested.odoo_id == 41);
  CHECK(requested.requested_by == "wang");
  CHECK(shop.stock().available() == 7);
  CHECK(shop.stock().on_hand == 10);

  shop.when(wang, RequestParts{shop.order_id, ProductId("none"), SomePieces(1), no_note})
      .rejected_field("product", "product_unknown");
  for (const auto* body : {R"({"work_order":"w","product":"BRK-1","quantity":0})",
                           R"({"work_order":"w","product":"BRK-1","quantity":-1})"}) {
    const auto none = Scenario::domain().command("RequestParts")->decode(body, {});
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().fields.at(0).field == "quantity");
  }
  for (const auto* over : {"CLOSED", "CANCELED"}) {
    shop.when(wang, ask_for(shop.order_in(over), 1)).rejected(Refusal::wrong_state, "wrong_state");
  }
  shop.when(zhao, ask_for(shop.order_id, 1)).rejected(Refusal::forbidden, "not_assigned");
}

TEST_CASE("a product in Odoo's archive is not to be had") {
  Shelves shop;
  auto archived = product(brake_pads, 41);
  archived.active = false;
  shop.given(odoo, catalogue(shop, {archived}));
  shop.when(wang, ask_for(shop.order_id, 1)).rejected_field("product", "product_unknown");
}

TEST_CASE("nobody reserves more than is available, and the refusal says how much that is") {
  Shelves shop;
  shop.requested(7);
  const auto refused = shop.when(wang, ask_for(shop.order_id, 4));
  refused.rejected(Refusal::wrong_state, "stock_short");
  CHECK(refused.rejection().detail == "3 of BRK-1 are available in store north");
  shop.when(wang, RequestParts{shop.order_id, oil, SomePieces(1), no_note})
      .rejected(Refusal::wrong_state, "stock_short");
  shop.requested(3);
}

TEST_CASE("an order has a bounded number of open requisitions") {
  Shelves shop;
  shop.pass(std::chrono::minutes(1));
  shop.given(odoo, figures(shop, brake_pads, 1000));
  for (int i = 0; i < 100; ++i) shop.requested(1);
  shop.when(wang, ask_for(shop.order_id, 1)).rejected(Refusal::wrong_state, "requisitions_full");
}

TEST_CASE("an approval asks Odoo for one posting and carries what it takes [AR-34:part]") {
  Shelves shop;
  const auto id = shop.requested(3);
  const auto approved = shop.when(keeper, ApproveRequisition{id});
  approved.then({"RequisitionApproved"});
  const auto& event = approved.event<RequisitionApproved>();
  CHECK(event.quantity == 3);
  CHECK(event.odoo_id == 41);
  CHECK(event.short_number == shop.order(shop.order_id).short_number);
  CHECK(event.document_name == id.text());
  REQUIRE(event.errand);
  CHECK(event.errand->text().ends_with(".0"));
  CHECK(shop.stock().on_hand == 10);
  CHECK(shop.stock().reserved == 3);
  shop.when(keeper, ApproveRequisition{id}).rejected(Refusal::wrong_state, "requisition_state");
}

TEST_CASE("without Odoo an approved requisition waits for a person") {
  Shop shop;
  stock_up(shop);
  const auto order = shop.order_in("REPAIRING");
  const RequisitionId id(shop.given(wang, ask_for(order, 2)).id());
  const auto approved = shop.given(keeper, ApproveRequisition{id});
  CHECK_FALSE(approved.event<RequisitionApproved>().errand);
  ResolveRequisition resolve{id, SettledAs::POSTED, std::nullopt, Reason("手工出库")};
  shop.when(keeper, resolve).rejected_field("document", "field_missing");
  resolve.document = Text<1, 200>("WH/OUT/00012");
  shop.when(keeper, resolve).then({"RequisitionPosted", "StockClaimed", "DocumentLinked"});
  const auto& stock = *shop.view().get<Stock>(stock_id(north, brake_pads));
  CHECK(stock.on_hand == 10);
  CHECK(stock.reserved == 0);
  CHECK(stock.available() == 8);
  shop.pass(std::chrono::minutes(1));
  shop.when(odoo, figures(shop, brake_pads, 8, 5)).then({"StockSynced", "StoreSynced"});
  CHECK(shop.view().get<Stock>(stock_id(north, brake_pads))->available() == 8);
}

TEST_CASE("a rejection releases the reservation [AR-34:part]") {
  Shelves shop;
  const auto id = shop.requested(3);
  const auto rejected = shop.when(desk, RejectRequisition{id, Reason("不需要")});
  rejected.then({"RequisitionRejected", "StockReleased"});
  CHECK(rejected.event<StockReleased>().reason == "rejected");
  CHECK(shop.stock().available() == 10);
  shop.when(keeper, ApproveRequisition{id}).rejected(Refusal::wrong_state, "requisition_state");
}

TEST_CASE("another store's warehouse does not decide, and an unknown requisition is not found") {
  Shelves shop;
  const auto id = shop.requested(1);
  const Actor elsewhere{"elsewhere", "warehouse", "admin", "south"};
  shop.when(elsewhere, ApproveRequisition{id}).rejected(Refusal::forbidden, "not_your_store");
  shop.when(elsewhere, RejectRequisition{id, Reason("x")})
      .rejected(Refusal::forbidden, "not_your_store");
  shop.when(keeper, ApproveRequisition{RequisitionId("none")})
      .rejected(Refusal::not_found, "requisition_unknown");
}

TEST_CASE("the asked quantity changes with its reservation, before it is given out") {
  Shelves shop;
  const auto id = shop.requested(3);
  shop.when(keeper, ChangeRequisition{id, SomePieces(5)})
      .then({"RequisitionChanged", "StockReserved"});
  CHECK(shop.stock().reserved == 5);
  shop.when(keeper, ChangeRequisition{id, SomePieces(2)})
      .then({"RequisitionChanged", "StockReleased"});
  CHECK(shop.stock().reserved == 2);
  shop.when(keeper, ChangeRequisition{id, SomePieces(2)}).then({});
  shop.when(keeper, ChangeRequisition{id, SomePieces(11)})
      .rejected(Refusal::wrong_state, "stock_short");
  shop.given(keeper, ApproveRequisition{id});
  shop.when(keeper, ChangeRequisition{id, SomePieces(1)})
      .rejected(Refusal::wrong_state, "requisition_state");
}

TEST_CASE("a technician asks for parts and has no other command on stock [AR-33:part]") {
  for (const auto& [name, type] : Scenario::domain().commands()) {
    const bool of_stock = type->aggregate == "requisition" || type->aggregate == "stock_count" ||
                          type->aggregate == "product" || type->aggregate == "stock_sync";
    if (!of_stock) continue;
    CAPTURE(name);
    CHECK(std::find(type->roles.begin(), type->roles.end(), "technician") == type->roles.end());
    CHECK(type->roles.empty() == type->routes.empty());
  }
}

TEST_CASE("a cancelled order releases what was not given out [AR-06:part]") {
  Shelves shop;
  const auto requested = shop.requested(2);
  const auto approved = shop.approved(3);
  const auto errand = shop.errand(approved);
  const auto cancelled = shop.given(li, CancelWorkOrder{shop.order_id, Reason("不修了")});
  CHECK(cancelled.id() == shop.order_id.text());
  CHECK(shop.standing(requested) == RequisitionStanding::RELEASED);
  CHECK(shop.standing(approved) == RequisitionStanding::RELEASED);
  CHECK(shop.stock().reserved == 0);
  CHECK(shop.stock().available() == 10);
  shop.when(odoo, try_of(errand)).rejected(Refusal::wrong_state, "errand_standing");
}

TEST_CASE("what Odoo may be posting when the order is cancelled comes back [AR-06:part]") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto errand = shop.errand(id);
  shop.given(odoo, try_of(errand));
  shop.given(li, CancelWorkOrder{shop.order_id, Reason("不修了")});
  CHECK(shop.standing(id) == RequisitionStanding::RECALLED);
  CHECK(shop.stock().reserved == 3);
  const auto posted = shop.when(odoo, posting_of(id, errand, 3));
  posted.then({"RequisitionPosted", "StockIssued", "DocumentLinked", "ReturnAsked", "ErrandDone"});
  const auto& asked = posted.event<ReturnAsked>();
  CHECK(asked.quantity == 3);
  CHECK(asked.original.name == "OUT/7");
  REQUIRE(asked.errand);
  CHECK(asked.errand->text().ends_with(".3"));
  CHECK(shop.stock().on_hand == 7);
  CHECK(shop.stock().reserved == 0);
}

TEST_CASE("a recalled requisition that Odoo did not post is released") {
  Shelves shop;
  const auto id = shop.approved(3);
  shop.given(odoo, try_of(shop.errand(id)));
  shop.given(li, CancelWorkOrder{shop.order_id, Reason("不修了")});
  shop.when(odoo, RecordPostingShort{id, shop.errand(id), Whole<0, 1'000'000'000>(0)})
      .then({"RequisitionReleased", "StockReleased", "ErrandDone"});
  CHECK(shop.stock().available() == 10);
}

TEST_CASE("a closed order releases what nobody approved") {
  Shelves shop;
  const auto requested = shop.requested(2);
  const auto approved = shop.approved(3);
  shop.given(wang, FinishRepair{shop.order_id, all_ticked(), no_note});
  shop.given(desk, RecordPayment{shop.order_id, v1, yuan_of(900), no_note});
  shop.given(desk, CloseWorkOrder{shop.order_id, no_note});
  CHECK(shop.standing(requested) == RequisitionStanding::RELEASED);
  CHECK(shop.standing(approved) == RequisitionStanding::APPROVED);
  CHECK(shop.stock().reserved == 3);
}

}  // namespace fettle::test
