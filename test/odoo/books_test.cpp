// What lies in a store, and the documents of orders, held against Odoo's: each difference is told.
#include <doctest/doctest.h>

#include "adapters/odoo/document_reconciliation.hpp"
#include "adapters/odoo/reconciliation.hpp"
#include "adapters/odoo/stock_reconciliation.hpp"
#include "test/odoo/connector_bench.hpp"

namespace fettle::odoo {
namespace {

OurDocument document(std::optional<std::int64_t> id, const std::string& name,
                     const std::string& state) {
  return {"J1", {"stock.picking", id, name, state}};
}

}  // namespace

TEST_CASE("figures that agree are counted; what differs, is gone or unknown here is told") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    bench.shop.product("BP", {20});
    bench.shop.product("OIL", {7, -2});
    bench.shop.product("NEW", {3});
    bench.shop.product("NONE", {});
    const std::vector<OurFigure> ours{
        {"S1", "BP", 20}, {"S1", "OIL", 6}, {"S1", "GONE", 1}, {"S2", "BP", 99}};
    const auto catalogue = read_catalogue(bench.shop.odoo());
    REQUIRE(catalogue);
    const auto found = reconcile_stock(bench.visit(), *catalogue, ours, "S1");
    REQUIRE_MESSAGE(found, found.error().code << " " << found.error().detail);
    CHECK(found->matched == 1);
    CHECK(found->differ == 3);
    CHECK(found->lines == std::vector<FigureLine>{{"S1", "OIL", 6, 5},
                                                  {"S1", "GONE", 1, std::nullopt},
                                                  {"S1", "NEW", std::nullopt, 3}});
    CHECK(code_of(reconcile_stock(bench.visit(), *catalogue, ours, "S2")) ==
          code::warehouse_missing);
  }
}

TEST_CASE("documents are found by id or name; another state, and one that is gone, are told") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    ConnectorBench bench(way);
    const auto pad = bench.shop.product("BP", {20});
    const auto posted = bench.shop.poster().post(bench.shop.order("WR/1", pad, 3));
    REQUIRE(posted);
    const auto id = posted->id;
    const std::vector<OurDocument> ours{
        document(id, "WR/1", "done"), document(std::nullopt, "WR/1", "done"),
        document(id, "WR/1", "assigned"), document(4'711, "WR/2", "done")};
    const auto found = reconcile_documents(bench.visit(), ours);
    REQUIRE_MESSAGE(found, found.error().code << " " << found.error().detail);
    CHECK(found->matched == 2);
    CHECK(found->differ == 2);
    CHECK(found->lines == std::vector<DocumentLine>{{"J1", ours[2].document, "done"},
                                                    {"J1", ours[3].document, std::nullopt}});
  }
}

TEST_CASE("what is open here agrees until it is posted there") {
  ConnectorBench bench({17, TransportChoice::json_rpc});
  const auto pad = bench.shop.product("BP", {20});
  const std::string id = "01JD00000000000000000001AA";
  const std::vector<OurPosting> ours{
      {.requisition = id, .key = id, .product = pad, .quantity = 2, .open = true}};
  const auto long_ago = *parse_moment("2020-01-01T00:00:00Z");
  const auto before = reconcile(bench.visit(), ours, {long_ago});
  REQUIRE(before);
  CHECK(before->agrees());
  CHECK(before->open == 1);
  CHECK(bench.shop.poster().post(bench.shop.order(id, pad, 2))->as_asked());
  const auto after = reconcile(bench.visit(), ours, {long_ago});
  REQUIRE(after);
  CHECK(after->open_here == 1);
  CHECK(after->missing_here == 0);
  CHECK_FALSE(after->agrees());
}

}  // namespace fettle::odoo
