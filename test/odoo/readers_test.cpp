// Products, prices, suppliers, stock and postings as they stand in Odoo.
#include <doctest/doctest.h>

#include "adapters/odoo/postings.hpp"
#include "adapters/odoo/products.hpp"
#include "adapters/odoo/stock_levels.hpp"
#include "adapters/odoo/values.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

const auto long_ago = *parse_moment("2020-01-01T00:00:00Z");
const auto far_away = *parse_moment("2120-01-01T00:00:00Z");

}  // namespace

TEST_CASE("products come with price, cost, unit, tracking and suppliers") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {20});
    shop.product("BAT", {1}, "serial");
    Products products(shop.odoo());
    const auto found = products.by_codes({"BP", "BAT", "NONE"});
    REQUIRE_MESSAGE(found, found.error().code << " " << found.error().detail);
    REQUIRE(found->size() == 2);
    const auto& first = found->front();
    CHECK(first.id == pad);
    CHECK(first.code == "BP");
    CHECK(first.list_price == 9950);
    CHECK(first.cost == 4000);
    CHECK(first.unit_name == "Units");
    CHECK(first.tracking == Tracking::none);
    CHECK(first.changed_at.has_value());
    CHECK(found->back().tracking == Tracking::serial);
    const auto suppliers = products.suppliers({first.product_template});
    REQUIRE(suppliers);
    REQUIRE(suppliers->size() == 1);
    CHECK(suppliers->front().name == "Bosch");
    CHECK(suppliers->front().price == 3525);
    CHECK(suppliers->front().delay_days == 3);
    CHECK_FALSE(suppliers->front().product.has_value());
  }
}

TEST_CASE("a code that two products have is a mistake of the setup, and is named") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    shop.product("BP", {20});
    shop.product("BP", {1});
    Products products(shop.odoo());
    const auto failed = products.by_codes({"BP"});
    REQUIRE(!failed);
    CHECK(failed.error().code == code::code_not_unique);
    CHECK(failed.error().detail.find("BP") != std::string::npos);
    CHECK(twice_used_codes(*products.page(0)) == std::vector<std::string>{"BP"});
  }
}

TEST_CASE("products are read page by page, none twice and none left out") {
  Shop shop({19, TransportChoice::json_2});
  constexpr std::size_t count = Products::page_max + 20;
  for (std::size_t i = 0; i < count; ++i) shop.product("P" + std::to_string(i), {});
  Products products(shop.odoo());
  const auto first = products.page(0);
  REQUIRE(first);
  CHECK(first->size() == Products::page_max);
  const auto second = products.page(first->back().id);
  REQUIRE(second);
  CHECK(second->size() == 20);
  CHECK(second->front().id > first->back().id);
  CHECK(products.page(second->back().id)->empty());
}

TEST_CASE("stock is that of one store, with what is free and on its way") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way, {"--warehouse", "WH", "--warehouse", "W2"});
    const auto pad = shop.product("BP", {8, -2});
    REQUIRE(shop.profile().warehouses.size() == 2);
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 100))->end == PickingEnd::short_stock);
    shop.fake.ask("/fake/receipt", json::Document::object({{"code", "BP"}, {"quantity", 30}}));
    StockLevels levels(shop.odoo());
    const auto here = levels.at(shop.profile().warehouse("WH")->stock_location, {pad});
    REQUIRE(here);
    REQUIRE(here->size() == 1);
    CHECK(here->front().code == "BP");
    CHECK(here->front().on_hand == pieces(6));
    CHECK(here->front().free == pieces(0));
    CHECK(here->front().outgoing == pieces(100));
    CHECK(here->front().incoming == pieces(30));
    CHECK(here->front().forecast == pieces(-64));
    const auto there = levels.at(shop.profile().warehouse("W2")->stock_location, {pad});
    REQUIRE(there);
    CHECK(there->front().on_hand == pieces(0));
    CHECK(there->front().incoming == pieces(0));
  }
}

TEST_CASE("what was posted by hand is found by our key and by its time") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {20});
    Postings postings(shop.odoo(), shop.profile());
    const std::vector<std::string> keys = {"WR/1", "WR/2"};
    CHECK(postings.of_keys(keys)->empty());
    CHECK(postings.done_since(long_ago, 0)->empty());
    shop.by_hand("WR/2", 4);
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 3))->as_asked());
    const auto ours = postings.of_keys(keys);
    REQUIRE(ours);
    REQUIRE(ours->size() == 2);
    const auto& by_hand = ours->front();
    CHECK(by_hand.origin == "WR/2");
    CHECK(by_hand.name != "WR/2");
    CHECK(by_hand.state == "done");
    CHECK(by_hand.done_at.has_value());
    CHECK(by_hand.from == shop.warehouse().stock_location);
    CHECK(by_hand.to == shop.profile().customer_location);
    REQUIRE(by_hand.moves.size() == 1);
    CHECK(by_hand.moves.front().product == pad);
    CHECK(by_hand.moves.front().done == pieces(4));
    const auto all = postings.done_since(long_ago, 0);
    REQUIRE(all);
    CHECK(all->size() == 2);
    CHECK(postings.done_since(long_ago, all->front().id)->size() == 1);
    CHECK(postings.done_since(far_away, 0)->empty());
  }
}

TEST_CASE("Odoo's values are read as what they mean, also when they are empty") {
  const auto document = json::Document::of(
      R"({"id":7,"name":false,"code":"X","link":[5,"five"],"none":false,"bare":6,"many":[1,2],)"
      R"("yes":true,"half":2.5,"price":99.995,"at":"2026-11-20 16:34:17","bad":"soon"})");
  const Record record(document);
  CHECK(record.id() == 7);
  CHECK(record.text("name").empty());
  CHECK(record.text("code") == "X");
  CHECK(record.link("link") == 5);
  CHECK(record.link_name("link") == "five");
  CHECK(record.link("bare") == 6);
  CHECK_FALSE(record.link("none").has_value());
  CHECK(record.links("many") == Ids{1, 2});
  CHECK(record.yes("yes"));
  CHECK_FALSE(record.yes("none"));
  CHECK(record.quantity("half") == Quantity{2500});
  CHECK(record.hundredths("price") == 10000);
  CHECK(record.moment("at") == parse_moment("2026-11-20T16:34:17Z"));
  CHECK_FALSE(record.moment("bad").has_value());
  CHECK(odoo_time(*parse_moment("2026-11-20T16:34:17.9Z")) == "2026-11-20 16:34:17");
  CHECK(code_of(records_of(json::Document(true))) == code::malformed_reply);
  CHECK(code_of(records_of(json::Document::of("[{}]"))) == code::malformed_reply);
  CHECK(code_of(created_ids(json::Document(false))) == code::malformed_reply);
  CHECK(Quantity{2500}.document().compact() == "2.5");
  CHECK(pieces(3).document().compact() == "3");
}

}  // namespace fettle::odoo
