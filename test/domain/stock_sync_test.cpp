// What Odoo says of products and figures is taken in as it is, and once.
#include "commands/product/state.hpp"
#include "schemas/stock_sync/events.hpp"
#include "test/domain/shelves.hpp"

namespace fettle::test {
namespace {

const ProductSynced& known(Shop& shop, const ProductId& id) {
  return *shop.view().get<Product>(id)->synced;
}

// A pass that leaves marks and nothing else.
const std::vector<std::string> no_product{"CatalogueSynced"}, no_figure{"StoreSynced"};

}  // namespace

TEST_CASE("products come in from Odoo, and only what changed is an event [AR-66:part]") {
  Shop shop;
  const auto first = shop.when(odoo, catalogue(shop, {product(brake_pads, 41), product(oil, 42)}));
  first.then({"ProductSynced", "ProductSynced", "CatalogueSynced"});
  CHECK(first.event<CatalogueSynced>().changed == 2);
  shop.pass(std::chrono::minutes(1));
  const auto again = shop.when(odoo, catalogue(shop, {product(brake_pads, 41), product(oil, 42)}));
  again.then(no_product);
  CHECK(again.event<CatalogueSynced>().as_of == shop.now());
  const auto dearer =
      shop.when(odoo, catalogue(shop, {product(brake_pads, 41, 130), product(oil, 42)}));
  dearer.then({"ProductSynced", "CatalogueSynced"});
  CHECK(known(shop, brake_pads).price == yuan_of(130));
  CHECK(known(shop, brake_pads).supplier == "博世");
}

TEST_CASE("a reading that began before one that is in already changes nothing") {
  Shop shop;
  const auto old = catalogue(shop, {product(brake_pads, 41, 1)});
  const auto old_figures = figures(shop, brake_pads, 1);
  shop.pass(std::chrono::minutes(1));
  stock_up(shop);
  shop.when(odoo, old).then({});
  shop.when(odoo, old_figures).then({});
  CHECK(known(shop, brake_pads).price == yuan_of(120));
}

TEST_CASE("a product whose SKU changed in Odoo is no longer had under the old one") {
  Shop shop;
  stock_up(shop);
  shop.when(odoo, catalogue(shop, {product(ProductId("BRK-2"), 41)}))
      .then({"ProductSynced", "ProductSynced", "CatalogueSynced"});
  CHECK_FALSE(known(shop, brake_pads).active);
  CHECK(known(shop, ProductId("BRK-2")).active);
  shop.when(odoo, catalogue(shop, {product(ProductId("BRK-2"), 41)})).then(no_product);
}

TEST_CASE("two products of Odoo with one SKU are a case; the first keeps it") {
  Shop shop;
  stock_up(shop);
  const auto doubled = shop.when(odoo, catalogue(shop, {product(brake_pads, 99, 1)}));
  doubled.then({"CaseOpened", "CatalogueSynced"});
  CHECK(doubled.event<CaseOpened>().code == "sku_ambiguous");
  CHECK(doubled.event<CaseOpened>().reference == "99");
  CHECK(known(shop, brake_pads).odoo_id == 41);
  auto archived = product(brake_pads, 41);
  archived.active = false;
  shop.given(odoo, catalogue(shop, {archived}));
  shop.given(odoo, catalogue(shop, {product(brake_pads, 99, 1)}));
  CHECK(known(shop, brake_pads).odoo_id == 99);
}

TEST_CASE("figures of a store come in, and only what changed is an event [AR-66:part]") {
  Shop shop;
  stock_up(shop);
  const auto& stock = *shop.view().get<Stock>(stock_id(north, brake_pads));
  CHECK(stock.on_hand == 10);
  CHECK(stock.incoming == 5);
  shop.pass(std::chrono::minutes(1));
  shop.when(odoo, figures(shop, brake_pads, 10, 5)).then(no_figure);
  const auto fewer = shop.when(odoo, figures(shop, brake_pads, 8, 5));
  fewer.then({"StockSynced", "StoreSynced"});
  CHECK(fewer.event<StockSynced>().previous == 10);
  shop.when(odoo, figures(shop, ProductId("unknown"), 3)).then(no_figure);
}

TEST_CASE("a figure below zero is recorded as it is, and a case opens") {
  Shelves shop;
  shop.pass(std::chrono::minutes(1));
  const auto below = shop.when(odoo, figures(shop, brake_pads, -2));
  below.then({"StockSynced", "CaseOpened", "StoreSynced"});
  CHECK(shop.stock().on_hand == -2);
  const auto& opened = below.event<CaseOpened>();
  CHECK(opened.kind == "STOCK");
  CHECK(opened.code == "stock_below_zero");
  CHECK(opened.store == north);
  CHECK(opened.found_pieces == -2);
  shop.when(wang, ask_for(shop.order_id, 1)).rejected(Refusal::wrong_state, "stock_short");
  shop.pass(std::chrono::minutes(1));
  shop.when(odoo, figures(shop, brake_pads, -3)).then({"StockSynced", "StoreSynced"});
}

TEST_CASE("a figure below what is reserved is recorded as it is, and nothing more is reserved") {
  Shelves shop;
  shop.requested(6);
  shop.pass(std::chrono::minutes(1));
  const auto below = shop.when(odoo, figures(shop, brake_pads, 5));
  below.then({"StockSynced", "CaseOpened", "StoreSynced"});
  CHECK(below.event<CaseOpened>().code == "stock_below_reserved");
  CHECK(below.event<CaseOpened>().expected_pieces == 6);
  CHECK(below.event<CaseOpened>().found_pieces == 5);
  CHECK(shop.stock().reserved == 6);
  shop.when(wang, ask_for(shop.order_id, 1)).rejected(Refusal::wrong_state, "stock_short");
}

TEST_CASE("the id of a stock is plain where that is clear, and never that of another") {
  CHECK(stock_id(north, brake_pads).text() == "north:BRK-1");
  const std::string longest(StockId::longest, 'x');
  CHECK(stock_id(StoreId(longest), ProductId(longest)).text().size() == 64);
  CHECK(stock_id(StoreId("a:b"), ProductId("c")) != stock_id(StoreId("a"), ProductId("b:c")));
}

}  // namespace fettle::test
