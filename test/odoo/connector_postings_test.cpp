// Errands about stock: each is posted once, and what became of it is what the command says.
#include <doctest/doctest.h>

#include "schemas/requisition/results.hpp"
#include "schemas/stock_count/commands.hpp"
#include "schemas/stock_count/events.hpp"
#include "test/odoo/connector_bench.hpp"

namespace fettle::odoo {
namespace {

using Kind = ErrandFailure::Kind;

std::string numbered(int number) { return "R" + std::to_string(number); }

ReturnAsked returning(const std::string& id, const std::string& original, std::int64_t product,
                      std::int64_t quantity) {
  return {.return_id = ReturnId(id),
          .job = JobId("J1"),
          .short_number = "1",
          .store = StoreId("S1"),
          .product = ProductId("BP"),
          .odoo_id = product,
          .quantity = quantity,
          .reason = Personal{PersonId("C1"), "unused"},
          .original = {"stock.picking", 1, original, "done"},
          .document_name = id,
          .asked_by = "boss",
          .errand = ErrandId("its-own")};
}

CountLineApproved counted(std::int64_t product, std::int64_t number, std::int64_t expected) {
  return {.store = StoreId("S1"),
          .product = ProductId("BP"),
          .odoo_id = product,
          .counted = number,
          .expected = expected,
          .reason = "broken",
          .errand = ErrandId("its-own")};
}

}  // namespace

TEST_CASE("an approved requisition is posted once and recorded as Odoo did it [AR-63:part]") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    const auto errand = bench.issue("R1", pad, 3);
    CHECK(errand.action == "post_requisition");
    CHECK(errand.subject == "requisition/R1");
    for (int again = 0; again < 2; ++again) {
      const auto outcome = bench.run(errand);
      const auto& posting = recorded<RecordPosting>(outcome);
      CHECK(posting.requisition.text() == "R1");
      CHECK(posting.errand == ErrandId(errand.id));
      CHECK(posting.document.model.text() == "stock.picking");
      CHECK(posting.document.name.text() == "R1");
      CHECK(posting.document.state.text() == "done");
      CHECK(posting.quantity == 3);
      CHECK(posting.done_at == bench.clock.now());
    }
    CHECK(bench.shop.books("R1") == Shop::Books{1, pieces(3)});
    CHECK(bench.shop.stock("BP") == pieces(17));
  }
}

TEST_CASE("cut off after any call that was carried out, another process posts it once") {
  constexpr int calls_max = 14;
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {1000});
    int failures = 0;
    for (int skip = 0; skip < calls_max; ++skip) {
      CAPTURE(skip);
      bench.shop.fake.ask(
          "/fake/fault",
          json::Document::object({{"kind", "cut_after_commit"}, {"skip", skip}, {"times", 40}}));
      auto errand = bench.issue(numbered(skip), pad, 3);
      const auto first = bench.run(errand);
      if (const auto* failure = std::get_if<ErrandFailure>(&first)) {
        CHECK(failure->kind != Kind::refused);
        ++failures;
      }
      bench.shop.fake.ask("/fake/clear", json::Document::object({}));
      bench.start();
      errand.tries = 1;
      const auto second = bench.run(errand);
      CHECK(recorded<RecordPosting>(second).quantity == 3);
      CHECK(bench.shop.books(numbered(skip)) == Shop::Books{1, pieces(3)});
    }
    CHECK(failures > 6);
    CHECK(bench.shop.stock("BP") == pieces(1000 - 3 * calls_max));
  }
}

TEST_CASE("a batch of fifty is posted with few calls, and each has its own outcome") {
  ConnectorBench bench({19, TransportChoice::json_2});
  const auto pad = bench.shop.product("BP", {1000});
  const auto battery = bench.shop.product("BAT", {5}, "lot");
  std::vector<DueErrand> errands;
  for (int i = 0; i < 49; ++i) errands.push_back(bench.issue(numbered(i), pad, 2));
  errands.push_back(bench.issue(numbered(49), battery, 1));
  REQUIRE(errands.size() == bench.connector->batch_max());
  const auto outcomes = bench.connector->run(errands);
  REQUIRE(outcomes.size() == 50);
  for (std::size_t i = 0; i < 49; ++i) {
    const auto& posting = recorded<RecordPosting>(outcomes[i]);
    CHECK(posting.requisition.text() == numbered(static_cast<int>(i)));
    CHECK(posting.errand == ErrandId(errands[i].id));
  }
  CHECK(failed(outcomes[49]).code == code::product_tracked);
  CHECK(bench.shop.stock("BP") == pieces(1000 - 98));
}

TEST_CASE("too little stock: nothing is posted, the picking is cancelled, a person decides") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {2});
    const auto outcome = bench.run(bench.issue("R1", pad, 3));
    CHECK(recorded<RecordPostingShort>(outcome).reservable == 2);
    CHECK(bench.shop.books("R1", "cancel").pickings == 1);
    CHECK(bench.shop.stock("BP") == pieces(2));
    // An answer that was lost is found again while stock is short.
    const auto found = bench.run(bench.issue("R1", pad, 3, 1));
    CHECK(recorded<RecordPostingShort>(found).reservable == 2);
    // Approved again, it has a picking of its own.
    const auto again = bench.run(bench.issue("R1", pad, 2, 0, "R1:2"));
    CHECK(recorded<RecordPosting>(again).document.name.text() == "R1:2");
    CHECK(bench.shop.stock("BP") == pieces(0));
  }
}

TEST_CASE("a shop that waits for stock has its picking tried again") {
  ConnectorBench bench;
  bench.settings.when_short = WhenShort::wait;
  bench.start();
  const auto pad = bench.shop.product("BP", {2});
  const auto errand = bench.issue("R1", pad, 3);
  const auto failure = failed(bench.run(errand));
  CHECK(failure.code == code::stock_short);
  CHECK(failure.kind == Kind::retry);
  bench.shop.fake.ask("/fake/stock", json::Document::object({{"code", "BP"}, {"quantity", 5}}));
  CHECK(recorded<RecordPosting>(bench.run(errand)).quantity == 3);
}

TEST_CASE("a picking that somebody cancelled, and a store without a warehouse, need a person") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {20});
  PickingCalls calls(bench.shop.odoo(), bench.shop.profile());
  bench.shop.fake.fails("user_error", "action_confirm", 2);
  const auto errand = bench.issue("R1", pad, 3, 1);
  CHECK(failed(bench.run(errand)).kind == Kind::refused);
  bench.shop.fake.ask("/fake/clear", json::Document::object({}));
  const std::vector<std::string> keys = {"R1"};
  REQUIRE(calls.cancel({calls.find(keys)->front().id}));
  const auto failure = failed(bench.run(errand));
  CHECK(failure.code == code::picking_cancelled);
  CHECK(failure.kind == Kind::refused);
  bench.settings.warehouses = {{"S1", "NONE"}};
  bench.start();
  CHECK(failed(bench.run(bench.issue("R2", pad, 1))).code == code::warehouse_missing);
  CHECK(bench.shop.stock("BP") == pieces(20));
}

TEST_CASE("what a person posted with another quantity is recorded as it was done") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {2});
  bench.settings.when_short = WhenShort::wait;
  bench.start();
  const auto errand = bench.issue("R1", pad, 3);
  CHECK(failed(bench.run(errand)).code == code::stock_short);
  bench.shop.fake.ask("/fake/post", json::Document::object({{"name", "R1"}, {"quantity", 2}}));
  CHECK(recorded<RecordPosting>(bench.run(errand)).quantity == 2);
  const auto half = bench.issue("R2", pad, 3);
  CHECK(failed(bench.run(half)).code == code::stock_short);
  bench.shop.fake.ask("/fake/post", json::Document::object({{"name", "R2"}, {"quantity", 0.5}}));
  const auto failure = failed(bench.run(half));
  CHECK(failure.code == code::quantity_unusable);
  CHECK(failure.kind == Kind::refused);
}

TEST_CASE("what a person posted under another name before us is not posted again") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    bench.shop.by_hand("R1", 3);
    const auto outcome = bench.run(bench.issue("R1", pad, 3));
    const auto& posting = recorded<RecordPosting>(outcome);
    CHECK(posting.document.name.text() != "R1");
    CHECK(posting.quantity == 3);
    CHECK(bench.shop.stock("BP") == pieces(17));
  }
}

TEST_CASE("unused parts come back once, by a posting that reverses the issue") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    recorded<RecordPosting>(bench.run(bench.issue("R1", pad, 3)));
    const auto errand = bench.errand("R1", returning("RET1", "R1", pad, 2));
    CHECK(errand.action == "post_return");
    CHECK(errand.subject == "requisition/R1");
    for (int again = 0; again < 2; ++again) {
      const auto outcome = bench.run(errand);
      const auto& back = recorded<RecordReturnPosting>(outcome);
      CHECK(back.requisition.text() == "R1");
      CHECK(back.return_id.text() == "RET1");
      CHECK(back.quantity == 2);
      CHECK(back.document.name.text() == "RET1");
    }
    CHECK(bench.shop.stock("BP") == pieces(19));
    const auto orphan = bench.errand("R9", returning("RET9", "R9", pad, 1));
    CHECK(failed(bench.run(orphan)).code == code::original_missing);
  }
}

TEST_CASE("a counted line is adjusted once; one that nobody could expect is a conflict") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    const auto errand = bench.errand("C1", counted(pad, 18, 20));
    CHECK(errand.subject == "stock_count/C1");
    CHECK(recorded<RecordCountPosting>(bench.run(errand)).on_hand == 18);
    bench.shop.fake.ask("/fake/stock", json::Document::object({{"code", "BP"}, {"quantity", -1}}));
    CHECK(recorded<RecordCountPosting>(bench.run(errand)).on_hand == 17);
    const auto outdated = bench.run(bench.errand("C1", counted(pad, 19, 18)));
    const auto& conflict = recorded<RecordCountConflict>(outdated);
    CHECK(conflict.product.text() == "BP");
    CHECK(conflict.on_hand == 17);
    CHECK(bench.shop.stock("BP") == pieces(17));
  }
}

TEST_CASE("a day without Odoo uses up no try, and all is posted once after it") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {200});
  std::vector<DueErrand> errands;
  for (int i = 0; i < 8; ++i) errands.push_back(bench.issue(numbered(i), pad, 1));
  errands.push_back(bench.errand("C1", counted(pad, 190, 200)));
  static_cast<void>(bench.look());
  bench.shop.fake.is_down(true);
  for (int hour = 0; hour < 24; ++hour) {
    bench.clock.move_by(std::chrono::hours(1));
    for (const auto& outcome : bench.connector->run(errands)) {
      CHECK(failed(outcome).kind == Kind::unreachable);
      CHECK(failed(outcome).code == code::unreachable);
    }
    const auto findings = bench.look();
    REQUIRE(findings.failure.has_value());
    CHECK(findings.failure->kind == Kind::unreachable);
    CHECK(findings.found.empty());
    CHECK(findings.next_in == bench.settings.look_again);
  }
  bench.shop.fake.is_down(false);
  errands.pop_back();
  for (const auto& outcome : bench.connector->run(errands)) recorded<RecordPosting>(outcome);
  CHECK(bench.shop.stock("BP") == pieces(192));
}

TEST_CASE("a call that Odoo does not know is no dead letter before it was asked what it knows") {
  ConnectorBench bench;
  const auto pad = bench.shop.product("BP", {20});
  static_cast<void>(bench.look());
  const auto errand = bench.issue("R1", pad, 3);
  bench.shop.fake.fails("unknown_field", "action_confirm", 2);
  const auto upgraded = failed(bench.run(errand)), unknown = failed(bench.run(errand));
  CHECK(upgraded.code == code::call_invalid);
  CHECK(upgraded.kind == Kind::retry);
  CHECK(unknown.kind == Kind::refused);
  CHECK(recorded<RecordPosting>(bench.run(errand)).quantity == 3);
}

TEST_CASE("an event without an errand asks nothing of Odoo, and a posting makes asking needless") {
  ConnectorBench bench;
  const auto with_errand = bench.issue("R1", 1, 1);
  auto approved = *static_cast<const RequisitionApproved*>(with_errand.details.get());
  approved.errand = std::nullopt;
  CHECK_FALSE(bench.fold("R1", approved).opened.has_value());
  const auto change = bench.fold("R1", RequisitionPosted{.job = JobId("J1"),
                                                         .store = StoreId("S1"),
                                                         .product = ProductId("BP"),
                                                         .quantity = 1,
                                                         .document = {},
                                                         .errand = {},
                                                         .settled_by = {}});
  REQUIRE(change.needless.has_value());
  CHECK(change.needless->action == "post_requisition");
  CHECK(change.needless->subject == "requisition/R1");
}

}  // namespace fettle::odoo
