// Many pickings with few calls, and one by one when one of them is bad.
#include <doctest/doctest.h>

#include "adapters/odoo/picking_batch.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

class Counting : public Transport {
 public:
  explicit Counting(Transport& odoo) : odoo_(odoo) {}
  Result<json::Document> call(const Call& call) override {
    ++calls;
    return odoo_.call(call);
  }

  int calls = 0;

 private:
  Transport& odoo_;
};

std::vector<PickingOrder> orders_of(Shop& shop, std::int64_t product, int count) {
  std::vector<PickingOrder> orders;
  for (int i = 0; i < count; ++i) {
    orders.push_back(shop.order("WR/" + std::to_string(i), product, 1 + i % 3));
  }
  return orders;
}

}  // namespace

TEST_CASE("fifty pickings are posted with few calls, and once") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    const auto orders = orders_of(shop, pad, 50);
    Counting counting(shop.odoo());
    const auto outcomes = PickingBatch(counting, shop.profile()).post(orders);
    CHECK(counting.calls <= 13);
    REQUIRE(outcomes.size() == 50);
    Quantity issued;
    for (std::size_t i = 0; i < orders.size(); ++i) {
      REQUIRE(outcomes[i]);
      CHECK(outcomes[i]->name == orders[i].key);
      CHECK(outcomes[i]->as_asked());
      issued += orders[i].lines.front().quantity;
    }
    for (const auto& again : PickingBatch(shop.odoo(), shop.profile()).post(orders)) {
      CHECK(again->as_asked());
    }
    CHECK(shop.stock("BP") == pieces(1000) - issued);
  }
}

TEST_CASE("one bad picking of a batch does not hold up the others") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000}), battery = shop.product("BAT", {5}, "lot");
    const auto rare = shop.product("RARE", {1});
    std::vector orders = {shop.order("WR/1", pad, 1), shop.order("WR/2", battery, 1),
                          shop.order("WR/3", rare, 2), shop.order("WR/4", 4711, 1),
                          shop.order("WR/5", pad, 2)};
    for (const std::string method : {"create", "action_confirm", "button_validate", ""}) {
      CAPTURE(method);
      if (!method.empty()) shop.fake.fails("user_error", method);
      const auto outcomes = PickingBatch(shop.odoo(), shop.profile()).post(orders);
      REQUIRE(outcomes.size() == 5);
      CHECK(outcomes[0]->as_asked());
      CHECK(code_of(outcomes[1]) == code::product_tracked);
      CHECK(outcomes[2]->end == PickingEnd::short_stock);
      CHECK(code_of(outcomes[3]) == code::product_missing);
      CHECK(outcomes[4]->as_asked());
      for (auto& order : orders) order.key += "x";
    }
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(1)});
    CHECK(shop.books("WR/5") == Shop::Books{1, pieces(2)});
    CHECK(shop.stock("BP") == pieces(1000 - 4 * 3));
  }
}

TEST_CASE("an error over a batch is tried with each alone, whatever Odoo calls it") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    int round = 0;
    for (const std::string kind : {"validation", "server_error", "access_error", "unknown_field"}) {
      CAPTURE(kind);
      auto orders = orders_of(shop, pad, 5);
      for (auto& order : orders) order.key += "/" + std::to_string(round);
      ++round;
      shop.fake.fails(kind, "button_validate");
      for (const auto& outcome : PickingBatch(shop.odoo(), shop.profile()).post(orders)) {
        REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
        CHECK(outcome->as_asked());
      }
    }
    CHECK(shop.stock("BP") == pieces(1000 - 9 * round));
  }
}

TEST_CASE("a batch that breaks off anywhere goes on without posting twice") {
  constexpr std::array methods = {"search_read",   "create", "action_confirm",
                                  "action_assign", "write",  "button_validate",
                                  "read"};
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    int round = 0;
    for (const std::string method : methods) {
      CAPTURE(method);
      auto orders = orders_of(shop, pad, 5);
      for (auto& order : orders) order.key += "/" + std::to_string(round);
      ++round;
      shop.fake.fails("cut_after_commit", method);
      for (const auto& failed : PickingBatch(shop.odoo(), shop.profile()).post(orders)) {
        CHECK((failed || failed.error().code == code::reply_missing));
      }
      for (const auto& outcome : PickingBatch(shop.odoo(), shop.profile()).post(orders)) {
        CHECK(outcome->as_asked());
      }
      for (const auto& order : orders) {
        CHECK(shop.books(order.key) == Shop::Books{1, order.lines.front().quantity});
      }
    }
    CHECK(shop.stock("BP") == pieces(1000 - 9 * round));
  }
}

TEST_CASE("a batch for a server that is away tries it once") {
  Shop shop({18, TransportChoice::json_rpc});
  const auto pad = shop.product("BP", {1000});
  const auto orders = orders_of(shop, pad, 50);
  shop.fake.is_down(true);
  Counting counting(shop.odoo());
  for (const auto& outcome : PickingBatch(counting, shop.profile()).post(orders)) {
    CHECK(code_of(outcome) == code::unreachable);
  }
  CHECK(counting.calls == 1);
  CHECK(PickingBatch(counting, shop.profile()).post({}).empty());
}

}  // namespace fettle::odoo
