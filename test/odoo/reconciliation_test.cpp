// Our books against Odoo's: each way in which they may not agree is told.
#include <doctest/doctest.h>

#include "adapters/odoo/reconciliation.hpp"
#include "schemas/requisition/results.hpp"
#include "test/odoo/connector_bench.hpp"

namespace fettle::odoo {
namespace {

const auto long_ago = *parse_moment("2020-01-01T00:00:00Z");

// As our ids are.
std::string key(int number) { return "01JD0000000000000000000" + std::to_string(100 + number); }

}  // namespace

TEST_CASE("books that agree are matched one by one, and a difference names its picking") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {1000});
    std::vector<OurPosting> ours;
    for (int i = 0; i < 3; ++i) {
      recorded<RecordPosting>(bench.run(bench.issue(key(i), pad, 2)));
      ours.push_back({key(i), key(i), pad, 2});
    }
    const auto all = reconcile(bench.visit(), ours, {long_ago});
    REQUIRE_MESSAGE(all, all.error().code << " " << all.error().detail);
    CHECK(all->matched == 3);
    CHECK(all->agrees());

    ours[1].quantity = 5;
    ours.push_back({key(8), key(8), pad, 1});
    recorded<RecordPosting>(bench.run(bench.issue(key(9), pad, 4, 0, key(9) + ":2")));
    bench.shop.by_hand("a sale of the shop", 1);
    const auto some = reconcile(bench.visit(), ours, {long_ago});
    REQUIRE(some);
    CHECK_FALSE(some->agrees());
    CHECK(some->matched == 2);
    const std::vector<ReconciliationLine> expected = {
        {Disagreement::quantity_differs, key(1), pad, pieces(5), pieces(2)},
        {Disagreement::missing_there, key(8), pad, pieces(1), {}},
        {Disagreement::missing_here, key(9) + ":2", pad, {}, pieces(4)}};
    CHECK(some->lines == expected);
    CHECK(some->left_out == 0);
  }
}

TEST_CASE("returns do not count as issues, and hundreds of postings are read in pages") {
  ConnectorBench bench({19, TransportChoice::json_2});
  const auto pad = bench.shop.product("BP", {1000});
  std::vector<OurPosting> ours;
  for (int batch = 0; batch < 5; ++batch) {
    std::vector<DueErrand> errands;
    for (int i = 0; i < 50; ++i) {
      errands.push_back(bench.issue(key(batch * 50 + i), pad, 1));
      ours.push_back({key(batch * 50 + i), key(batch * 50 + i), pad, 1});
    }
    for (const auto& outcome : bench.connector->run(errands)) recorded<RecordPosting>(outcome);
  }
  recorded<RecordReturnPosting>(
      bench.run(bench.errand(key(0), ReturnAsked{.return_id = ReturnId(key(800)),
                                                 .job = JobId("J1"),
                                                 .short_number = "1",
                                                 .store = StoreId("S1"),
                                                 .product = ProductId("BP"),
                                                 .odoo_id = pad,
                                                 .quantity = 1,
                                                 .reason = Personal{PersonId("C1"), "unused"},
                                                 .original = {"stock.picking", 1, key(0), "done"},
                                                 .document_name = key(800),
                                                 .asked_by = "boss",
                                                 .errand = ErrandId("its-own")})));
  const auto report = reconcile(bench.visit(), ours, {long_ago});
  REQUIRE(report);
  CHECK(report->matched == 250);
  CHECK(report->agrees());
  bench.shop.fake.is_down(true);
  CHECK(code_of(reconcile(bench.visit(), ours, {long_ago})) == code::unreachable);
}

}  // namespace fettle::odoo
