// Counting what lies on the shelves.
#include "commands/stock_count/state.hpp"
#include "test/domain/shelves.hpp"

namespace fettle::test {
namespace {

using CountReason = std::optional<Text<1, 200>>;
const CountReason none;

OpenCount november() { return {Text<1, 40>("2026-11"), north, {brake_pads, oil}}; }

EnterCount entry(const CountId& id, const ProductId& product, std::int64_t counted,
                 CountReason reason = none) {
  return {id, product, Whole<0, 1'000'000'000>(counted), std::move(reason)};
}

class Count : public Shelves {
 public:
  CountId id{given(keeper, november()).id()};
  const CountState& count() { return *view().get<StockCount>(id); }
  ErrandId errand() { return *count().line(brake_pads)->errand; }
  // Eight pads counted where ten are expected, and approved.
  void approve_difference() {
    given(keeper, entry(id, brake_pads, 8, Text<1, 200>("破损")));
    given(keeper, entry(id, oil, 0));
    given(keeper, ApproveCount{id});
  }
};

}  // namespace

TEST_CASE("a store counts once a period, known products only") {
  Count shop;
  shop.when(keeper, november()).rejected(Refusal::wrong_state, "count_exists");
  auto december = november();
  december.period = Text<1, 40>("2026-12");
  december.products = {brake_pads, brake_pads};
  shop.when(keeper, december).rejected_field("products", "product_doubled");
  december.products = {ProductId("none")};
  shop.when(keeper, december).rejected_field("products", "product_unknown");
  december.store = south;
  shop.when(keeper, december).rejected(Refusal::forbidden, "not_your_store");
  shop.when(keeper, WithdrawCount{shop.id, Text<1, 200>("盘错了")}).then({"CountWithdrawn"});
  shop.given(keeper, november());
}

TEST_CASE("a difference without a reason is refused, and adjusted in Odoo with one [AR-65:part]") {
  Count shop;
  const auto entered = shop.given(keeper, entry(shop.id, brake_pads, 8));
  CHECK(entered.decision().answer == R"("expected":10,"difference":-2)");
  const auto refused = shop.when(keeper, ApproveCount{shop.id});
  refused.rejected(Refusal::rule, "count_incomplete");
  REQUIRE(refused.rejection().fields.size() == 2);
  CHECK(refused.rejection().fields[0].code == "reason_missing");
  CHECK(refused.rejection().fields[1].code == "count_missing");

  shop.given(keeper, entry(shop.id, brake_pads, 8, Text<1, 200>("破损")));
  shop.given(keeper, entry(shop.id, oil, 0));
  const auto approved = shop.when(keeper, ApproveCount{shop.id});
  approved.then({"CountApproved", "CountLineApproved"});
  const auto& line = approved.event<CountLineApproved>();
  CHECK(line.counted == 8);
  CHECK(line.expected == 10);
  CHECK(line.odoo_id == 41);
  REQUIRE(line.errand);
  CHECK(line.errand->text().ends_with(".1"));
  CHECK(shop.stock().on_hand == 10);

  const RecordCountPosting posting{shop.id, brake_pads, line.errand, Pieces(8), std::nullopt};
  shop.when(odoo, posting).then({"CountLinePosted", "CountFinished", "StockCounted", "ErrandDone"});
  CHECK(shop.stock().on_hand == 8);
  CHECK(shop.count().standing == CountStanding::FINISHED);
  shop.when(odoo, posting).then({});
  shop.when(keeper, entry(shop.id, brake_pads, 9)).rejected(Refusal::wrong_state, "count_state");
}

TEST_CASE("a count without differences is finished when it is approved") {
  Count shop;
  shop.given(keeper, entry(shop.id, brake_pads, 10));
  shop.given(keeper, entry(shop.id, oil, 0));
  shop.when(keeper, ApproveCount{shop.id}).then({"CountApproved", "CountFinished"});
}

TEST_CASE("what moved since it was counted is counted again") {
  Count shop;
  shop.approve_difference();
  const auto first = shop.errand();
  shop.when(odoo, RecordCountConflict{shop.id, brake_pads, first, Pieces(7)})
      .then({"CountLineOutdated", "ErrandDone"});
  CHECK(shop.stock().on_hand == 10);
  shop.when(keeper, entry(shop.id, oil, 1)).rejected(Refusal::wrong_state, "line_approved");
  shop.given(keeper, entry(shop.id, brake_pads, 7, Text<1, 200>("破损")));
  shop.when(keeper, ApproveCount{shop.id}).then({"CountApproved", "CountLineApproved"});
  CHECK(shop.errand() != first);
  shop.when(odoo, RecordCountPosting{shop.id, brake_pads, first, Pieces(8), std::nullopt}).then({});
  shop.given(odoo, RecordCountPosting{shop.id, brake_pads, shop.errand(), Pieces(7), std::nullopt});
  CHECK(shop.stock().on_hand == 7);
}

TEST_CASE("an adjustment that Odoo refuses for good is settled by a person") {
  Count shop;
  shop.approve_difference();
  const ResolveCountLine resolve{shop.id, brake_pads, Text<1, 200>("已手工调整")};
  shop.when(keeper, resolve).rejected(Refusal::wrong_state, "posting_under_way");
  const auto errand = shop.errand();
  shop.given(odoo, try_of(errand));
  shop.given(odoo, FailTry{errand, Whole<1, 1'000'000>(1), Text<1, 100>("odoo_access_error"), true,
                           std::nullopt});
  shop.when(keeper, resolve).then({"CountLinePosted", "CountFinished", "ErrandDone"});
  CHECK(shop.stock().on_hand == 10);
}

}  // namespace fettle::test
