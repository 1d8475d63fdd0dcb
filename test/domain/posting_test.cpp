// What Odoo answers about issues of parts.
#include "test/domain/shelves.hpp"

namespace fettle::test {
namespace {

RecordPostingShort short_of(Shelves& shop, const RequisitionId& id, std::int64_t reservable) {
  return {id, shop.errand(id), Whole<0, 1'000'000'000>(reservable)};
}

FailTry dead(const ErrandId& errand) {
  return {errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_access_denied"), true, std::nullopt};
}

ResolveRequisition resolve(const RequisitionId& id, SettledAs outcome) {
  return {id, outcome, Text<1, 200>("WH/OUT/1"), Reason("已在Odoo处理")};
}

}  // namespace

TEST_CASE("a posting takes the parts off the shelf, once, and is on the order [AR-63:part]") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto posted = shop.when(odoo, posting_of(id, shop.errand(id), 3));
  posted.then({"RequisitionPosted", "StockIssued", "DocumentLinked", "ErrandDone"});
  CHECK(posted.id() == id.text());
  CHECK(posted.event<StockIssued>().on_hand_change == -3);
  CHECK(shop.stock().on_hand == 7);
  CHECK(shop.stock().reserved == 0);
  CHECK(shop.requisition(id).document->id == 7);
  CHECK(shop.order(shop.order_id).documents.at(0).name == "OUT/7");
  CHECK(posted.event<DocumentLinked>().kind == "issue");
  shop.when(odoo, posting_of(id, shop.errand(id), 3)).then({});
  CHECK(shop.stock().on_hand == 7);
}

TEST_CASE("a posting made by hand closes the requisition, whoever has decided [AR-34:part]") {
  Shelves shop;
  const auto requested = shop.requested(2);
  shop.when(odoo, posting_of(requested, std::nullopt, 2))
      .then({"RequisitionPosted", "StockIssued", "DocumentLinked"});
  const auto approved = shop.approved(3);
  const auto errand = shop.errand(approved);
  shop.when(odoo, posting_of(approved, std::nullopt, 3, 8))
      .then({"RequisitionPosted", "StockIssued", "DocumentLinked", "ErrandDone"});
  shop.when(odoo, try_of(errand)).rejected(Refusal::wrong_state, "errand_standing");
  CHECK(shop.stock().on_hand == 5);
  CHECK(shop.stock().reserved == 0);
}

TEST_CASE("a second document for one requisition is a case and moves nothing") {
  Shelves shop;
  const auto id = shop.posted(3);
  const auto twice = shop.when(odoo, posting_of(id, std::nullopt, 3, 8));
  twice.then({"CaseOpened", "DocumentLinked"});
  CHECK(twice.event<CaseOpened>().code == "posted_twice");
  CHECK(twice.event<CaseOpened>().reference == "OUT/8");
  CHECK(shop.stock().on_hand == 7);
  shop.when(odoo, posting_of(id, std::nullopt, 3, 8)).then({});
}

TEST_CASE("a posting of parts that nobody was to get is a case") {
  Shelves shop;
  const auto id = shop.requested(3);
  shop.given(keeper, RejectRequisition{id, Reason("不需要")});
  const auto late = shop.when(odoo, posting_of(id, std::nullopt, 3));
  late.then({"CaseOpened", "DocumentLinked"});
  CHECK(late.event<CaseOpened>().code == "posted_after_end");
  CHECK(shop.stock().on_hand == 10);
}

TEST_CASE("a posting of another quantity is recorded as it is, and a case") {
  Shelves shop;
  const auto less = shop.approved(3);
  const auto posted = shop.when(odoo, posting_of(less, shop.errand(less), 2));
  posted.then({"RequisitionPosted", "StockIssued", "CaseOpened", "DocumentLinked", "ErrandDone"});
  CHECK(posted.event<CaseOpened>().code == "posting_quantity_differs");
  CHECK(shop.requisition(less).issued == 2);
  CHECK(shop.stock().on_hand == 8);
  CHECK(shop.stock().reserved == 0);
  const auto more = shop.approved(1);
  shop.given(odoo, posting_of(more, shop.errand(more), 4, 9));
  CHECK(shop.requisition(more).issued == 1);
  CHECK(shop.stock().on_hand == 4);
}

TEST_CASE("a posting that a later figure shows already is not taken off twice") {
  Shelves shop;
  const auto id = shop.approved(3);
  auto posting = posting_of(id, shop.errand(id), 3);
  posting.done_at = shop.now();
  shop.pass(std::chrono::seconds(2));
  shop.given(odoo, figures(shop, brake_pads, 7));
  const auto posted = shop.given(odoo, posting);
  CHECK(posted.event<StockIssued>().on_hand_change == 0);
  CHECK(shop.stock().on_hand == 7);
  CHECK(shop.stock().reserved == 0);
}

TEST_CASE("a figure that was read before a posting does not undo it") {
  Shelves shop;
  const auto early = figures(shop, brake_pads, 10);
  shop.pass(std::chrono::seconds(2));
  shop.posted(3);
  shop.when(odoo, early).then({"StoreSynced"});
  CHECK(shop.stock().on_hand == 7);
}

TEST_CASE("a posting that takes stock below zero is recorded, and a case opens") {
  Shelves shop;
  const auto id = shop.approved(3);
  shop.pass(std::chrono::minutes(1));
  shop.given(odoo, figures(shop, brake_pads, 1));
  shop.pass(std::chrono::minutes(1));
  const auto posted = shop.when(odoo, posting_of(id, shop.errand(id), 3));
  CHECK(posted.event<CaseOpened>().code == "stock_below_zero");
  CHECK(shop.stock().on_hand == -2);
}

TEST_CASE("a short posting goes back to a person, who approves, changes or rejects") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto first = shop.errand(id);
  shop.when(odoo, short_of(shop, id, 1)).then({"RequisitionShort", "ErrandDone"});
  CHECK(shop.standing(id) == RequisitionStanding::SHORT);
  CHECK(shop.stock().reserved == 3);
  shop.given(keeper, ChangeRequisition{id, SomePieces(1)});
  const auto again = shop.given(keeper, ApproveRequisition{id});
  CHECK(again.event<RequisitionApproved>().document_name == id.text() + ":2");
  CHECK(shop.errand(id) != first);
  shop.when(odoo, RecordPostingShort{id, first, Whole<0, 1'000'000'000>(0)}).then({});
  CHECK(shop.standing(id) == RequisitionStanding::APPROVED);
  shop.given(odoo, short_of(shop, id, 0));
  shop.given(keeper, RejectRequisition{id, Reason("缺货")});
  CHECK(shop.stock().reserved == 0);
}

TEST_CASE("nobody settles by hand what Odoo may still answer") {
  Shelves shop;
  const auto id = shop.approved(3);
  for (const auto outcome : {SettledAs::POSTED, SettledAs::WITHDRAWN}) {
    shop.when(keeper, resolve(id, outcome)).rejected(Refusal::wrong_state, "posting_under_way");
  }
}

TEST_CASE("a posting that Odoo refuses for good is withdrawn by a person") {
  Shelves shop;
  const auto id = shop.approved(3);
  const auto errand = shop.errand(id);
  shop.given(odoo, try_of(errand));
  shop.given(odoo, dead(errand));
  CHECK(shop.standing(id) == RequisitionStanding::APPROVED);
  shop.when(keeper, resolve(id, SettledAs::WITHDRAWN))
      .then({"RequisitionWithdrawn", "StockReleased", "ErrandDone"});
  CHECK(shop.stock().available() == 10);
  shop.when(boss, RetryErrand{errand}).rejected(Refusal::wrong_state, "errand_standing");
}

TEST_CASE("a posting that a person made in Odoo keeps its pieces out of reach until the sync") {
  Shelves shop;
  const auto id = shop.approved(3);
  shop.given(odoo, try_of(shop.errand(id)));
  shop.given(odoo, dead(shop.errand(id)));
  shop.when(keeper, resolve(id, SettledAs::POSTED))
      .then({"RequisitionPosted", "StockClaimed", "DocumentLinked", "ErrandDone"});
  CHECK(shop.stock().on_hand == 10);
  CHECK(shop.stock().available() == 7);
  auto found = posting_of(id, std::nullopt, 3);
  found.document.name = Text<1, 200>("WH/OUT/1");
  shop.when(odoo, found).then({"DocumentLinked"});
  CHECK(shop.order(shop.order_id).documents.size() == 1);
  shop.pass(std::chrono::minutes(1));
  shop.given(odoo, figures(shop, brake_pads, 7));
  CHECK(shop.stock().available() == 7);
}

TEST_CASE("the sale's documents are on the order once, and their states move on [AR-67:part]") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  const ErrandId errand("paid.0");
  const auto documents = [](const char* state) {
    auto order = picking(5, "S00005");
    order.model = Text<1, 60>("sale.order");
    order.state = Text<1, 40>(state);
    return List<SaleDocument, 1, 10>{{SaleDocumentKind::sale_order, order}};
  };
  shop.when(odoo, RecordSaleDocuments{id, errand, documents("draft")})
      .then({"DocumentLinked", "ErrandDone"});
  shop.when(odoo, RecordSaleDocuments{id, errand, documents("sale")}).then({});
  shop.when(odoo, RecordSaleDocuments{id, std::nullopt, documents("sale")})
      .then({"DocumentLinked"});
  shop.when(odoo, RecordSaleDocuments{id, std::nullopt, documents("sale")}).then({});
  REQUIRE(shop.order(id).documents.size() == 1);
  CHECK(shop.order(id).documents[0].state == "sale");
}

}  // namespace fettle::test
