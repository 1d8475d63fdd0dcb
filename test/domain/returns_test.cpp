// Unused parts come back, never more than were issued.
#include "test/domain/shelves.hpp"

namespace fettle::test {
namespace {

ReturnParts bring_back(const RequisitionId& id, std::int64_t pieces) {
  return {id, SomePieces(pieces), Reason("没用上")};
}

RecordReturnPosting returned(const RequisitionId& id, const ReturnId& return_id,
                             std::optional<ErrandId> errand, std::int64_t pieces,
                             std::int64_t document = 11) {
  return {id,
          return_id,
          std::move(errand),
          picking(document, "IN/" + std::to_string(document)),
          SomePieces(pieces),
          std::nullopt};
}

}  // namespace

TEST_CASE("unused parts come back by one reverse posting of the issue [AR-64:part] [AR-50:part]") {
  Shelves shop;
  const auto id = shop.posted(3);
  const auto asked = shop.when(keeper, bring_back(id, 2));
  asked.then({"ReturnAsked"});
  const auto& event = asked.event<ReturnAsked>();
  CHECK(event.original.name == "OUT/7");
  CHECK(event.document_name == event.return_id.text());
  CHECK(event.odoo_id == 41);
  REQUIRE(event.errand);
  CHECK(shop.stock().on_hand == 7);

  const auto back = shop.when(odoo, returned(id, event.return_id, event.errand, 2));
  back.then({"PartsReturned", "StockReturned", "DocumentLinked", "ErrandDone"});
  CHECK(back.event<DocumentLinked>().kind == "return");
  CHECK(shop.stock().on_hand == 9);
  CHECK(shop.requisition(id).returned == 2);
  CHECK(shop.order(shop.order_id).documents.size() == 2);
  shop.when(odoo, returned(id, event.return_id, event.errand, 2)).then({});
  CHECK(shop.stock().on_hand == 9);

  shop.when(keeper, bring_back(id, 2)).rejected_field("quantity", "return_too_many");
  shop.given(keeper, bring_back(id, 1));
  shop.when(keeper, bring_back(id, 1)).rejected_field("quantity", "return_too_many");
}

TEST_CASE("nothing comes back of what was not issued") {
  Shelves shop;
  const auto id = shop.approved(3);
  shop.when(keeper, bring_back(id, 1)).rejected(Refusal::wrong_state, "requisition_state");
  shop.when(odoo, returned(id, ReturnId("none"), std::nullopt, 1))
      .rejected(Refusal::not_found, "return_unknown");
}

TEST_CASE("parts come back after the order is closed, too") {
  Shelves shop;
  const auto id = shop.posted(3);
  shop.given(wang, FinishRepair{shop.order_id, all_ticked(), no_note});
  shop.given(desk, RecordPayment{shop.order_id, v1, yuan_of(900), no_note});
  shop.given(desk, CloseWorkOrder{shop.order_id, no_note});
  shop.when(boss, bring_back(id, 3)).then({"ReturnAsked"});
}

TEST_CASE("a return that Odoo refuses for good is settled by a person") {
  Shelves shop;
  const auto id = shop.posted(3);
  const auto asked = shop.given(keeper, bring_back(id, 2)).event<ReturnAsked>();
  ResolveReturn resolve{id, asked.return_id, SettledAs::POSTED, std::nullopt, Reason("手工")};
  shop.when(keeper, resolve).rejected(Refusal::wrong_state, "posting_under_way");
  shop.given(odoo, try_of(*asked.errand));
  shop.given(odoo, FailTry{*asked.errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_refused"),
                           true, std::nullopt});
  shop.when(keeper, resolve).rejected_field("document", "field_missing");
  resolve.document = Text<1, 200>("WH/RET/1");
  shop.when(keeper, resolve)
      .then({"PartsReturned", "StockReturned", "DocumentLinked", "ErrandDone"});
  CHECK(shop.stock().on_hand == 7);
  CHECK(shop.requisition(id).returned == 2);
}

TEST_CASE("a return that was given up and then posted is a case") {
  Shelves shop;
  const auto id = shop.posted(3);
  const auto asked = shop.given(keeper, bring_back(id, 2)).event<ReturnAsked>();
  shop.given(odoo, try_of(*asked.errand));
  shop.given(odoo, FailTry{*asked.errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_refused"),
                           true, std::nullopt});
  shop.when(keeper, ResolveReturn{id, asked.return_id, SettledAs::WITHDRAWN, std::nullopt,
                                  Reason("不退了")})
      .then({"ReturnWithdrawn", "ErrandDone"});
  CHECK(shop.requisition(id).returnable() == 3);
  const auto late = shop.when(odoo, returned(id, asked.return_id, asked.errand, 2));
  late.then({"CaseOpened", "DocumentLinked"});
  CHECK(late.event<CaseOpened>().code == "returned_after_end");
}

TEST_CASE("a return of another quantity is recorded as it is, and a case") {
  Shelves shop;
  const auto id = shop.posted(3);
  const auto asked = shop.given(keeper, bring_back(id, 2)).event<ReturnAsked>();
  const auto back = shop.given(odoo, returned(id, asked.return_id, asked.errand, 3));
  CHECK(back.event<CaseOpened>().code == "return_quantity_differs");
  CHECK(shop.requisition(id).returned == 2);
  CHECK(shop.stock().on_hand == 10);
}

}  // namespace fettle::test
