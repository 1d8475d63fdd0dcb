// Pickings posted in the stand-in for each version, over each transport.
#include <doctest/doctest.h>

#include "adapters/odoo/giving_back.hpp"
#include "adapters/odoo/json_2.hpp"
#include "adapters/odoo/opening.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {

TEST_CASE("an issue of parts is posted once, however often it is asked for") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {20});
    const auto order = shop.order("WR/1", pad, 3);
    for (int round = 0; round < 3; ++round) {
      const auto outcome = shop.poster().post(order);
      REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
      CHECK(outcome->end == PickingEnd::done);
      CHECK(outcome->as_asked());
      CHECK(outcome->name == "WR/1");
      CHECK(outcome->done_at.has_value());
      CHECK(outcome->lines == std::vector<PickedLine>{{pad, pieces(3), pieces(3)}});
    }
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(3)});
    CHECK(shop.stock("BP") == pieces(17));
  }
}

TEST_CASE("the transport is what the settings name, or what the server speaks [AR-68:part]") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    auto asked = open_transport(shop.settings(TransportChoice::ask_server), shop.web);
    REQUIRE(asked);
    CHECK(asked->major == way.version);
    const bool json_2 = dynamic_cast<Json2*>(asked->transport.get()) != nullptr;
    CHECK(json_2 == (way.version == 19));
    auto password = shop.settings(TransportChoice::ask_server);
    password.secret = "fettle";
    auto with_password = open_transport(password, shop.web);
    REQUIRE(with_password);
    CHECK(dynamic_cast<Json2*>(with_password->transport.get()) == nullptr);
  }
  Shop old({18, TransportChoice::json_rpc});
  const auto refused = open_transport(old.settings(TransportChoice::json_2), old.web);
  CHECK(code_of(refused) == code::database_missing);
}

TEST_CASE("what is short is not posted, and goes on when stock has come") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {2});
    const auto order = shop.order("WR/1", pad, 5);
    for (int round = 0; round < 2; ++round) {
      const auto outcome = shop.poster().post(order);
      REQUIRE(outcome);
      CHECK(outcome->end == PickingEnd::short_stock);
      CHECK_FALSE(outcome->now_cancelled);
      CHECK(outcome->lines == std::vector<PickedLine>{{pad, pieces(5), pieces(2)}});
    }
    CHECK(shop.stock("BP") == pieces(2));
    shop.fake.ask("/fake/stock", json::Document::object({{"code", "BP"}, {"quantity", 10}}));
    const auto outcome = shop.poster().post(order);
    REQUIRE(outcome);
    CHECK(outcome->as_asked());
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(5)});
    CHECK(shop.stock("BP") == pieces(7));
  }
}

TEST_CASE("what is short is cancelled when that is asked for, and gives its reservation back") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {2});
    const auto order = shop.order("WR/1", pad, 5, WhenShort::cancel);
    const auto outcome = shop.poster().post(order);
    REQUIRE(outcome);
    CHECK(outcome->end == PickingEnd::short_stock);
    CHECK(outcome->now_cancelled);
    CHECK(outcome->lines == std::vector<PickedLine>{{pad, pieces(5), pieces(2)}});
    CHECK(shop.books("WR/1", "cancel").pickings == 1);
    const auto again = shop.poster().post(order);
    REQUIRE(again);
    CHECK(again->end == PickingEnd::cancelled);
    CHECK(shop.poster().post(shop.order("WR/2", pad, 2))->as_asked());
  }
}

TEST_CASE("nothing is issued from a stock below zero") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {-4});
    const auto outcome = shop.poster().post(shop.order("WR/1", pad, 1));
    REQUIRE(outcome);
    CHECK(outcome->end == PickingEnd::short_stock);
    CHECK(shop.stock("BP") == pieces(-4));
  }
}

TEST_CASE("stock in two quants of one place counts as their sum") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {8, -2});
    CHECK(shop.poster().post(shop.order("WR/1", pad, 6))->as_asked());
    CHECK(shop.stock("BP") == pieces(0));
    CHECK(shop.poster().post(shop.order("WR/2", pad, 1))->end == PickingEnd::short_stock);
  }
}

TEST_CASE("what a person must choose a lot of, or what is gone, is refused before it is made") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto battery = shop.product("BAT", {5}, "serial");
    CHECK(code_of(shop.poster().post(shop.order("WR/1", battery, 1))) == code::product_tracked);
    CHECK(code_of(shop.poster().post(shop.order("WR/2", 4711, 1))) == code::product_missing);
    CHECK(shop.books("WR/1", "draft").pickings == 0);
    CHECK(shop.books("WR/2", "draft").pickings == 0);
  }
}

TEST_CASE("a picking that a person posted with less says what was done") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {4});
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 5))->end == PickingEnd::short_stock);
    shop.fake.ask("/fake/post", json::Document::object({{"name", "WR/1"}, {"quantity", 4}}));
    const auto outcome = shop.poster().post(shop.order("WR/1", pad, 5));
    REQUIRE(outcome);
    CHECK(outcome->end == PickingEnd::done);
    CHECK_FALSE(outcome->as_asked());
    CHECK(outcome->lines == std::vector<PickedLine>{{pad, pieces(5), pieces(4)}});
  }
}

TEST_CASE("a key under which something else stands is left to a person") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1});
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 5))->end == PickingEnd::short_stock);
    CHECK(code_of(shop.poster().post(shop.order("WR/1", pad, 1))) == code::picking_differs);
  }
}

TEST_CASE("parts come back once under a key of their own, and only those that were issued") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {10}), oil = shop.product("OIL", {10});
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 3))->as_asked());
    PickingCalls calls(shop.odoo(), shop.profile());
    const auto give_back = [&](const std::string& original, std::int64_t product) {
      return order_to_give_back(calls, shop.warehouse(), shop.profile(),
                                {"WR/1/R", original, {{product, pieces(2)}}});
    };
    for (int round = 0; round < 2; ++round) {
      const auto order = give_back("WR/1", pad);
      REQUIRE(order);
      const auto outcome = shop.poster().post(*order);
      REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
      CHECK(outcome->as_asked());
    }
    CHECK(shop.stock("BP") == pieces(9));
    CHECK(shop.books("WR/1/R") == Shop::Books{1, pieces(2)});
    CHECK(code_of(give_back("WR/1", oil)) == code::original_missing);
    CHECK(code_of(give_back("WR/9", pad)) == code::original_missing);
  }
}

TEST_CASE("a plain stock user needs no more rights than he has") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way, {"--plain-user"});
    const auto pad = shop.product("BP", {10});
    CHECK(shop.poster().post(shop.order("WR/1", pad, 3))->as_asked());
  }
}

}  // namespace fettle::odoo
