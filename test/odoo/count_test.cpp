// Counted stock is applied once, whatever quants there are and wherever it breaks off.
#include <doctest/doctest.h>

#include "adapters/odoo/inventory_count.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

Count count_of(Shop& shop, std::int64_t product, std::int64_t counted,
               OnConflict on_conflict = OnConflict::ask_person) {
  return {"CNT/1", product, shop.warehouse().stock_location, pieces(counted), on_conflict};
}

// Just before the count is applied, two pieces leave.
class Interfering : public Transport {
 public:
  explicit Interfering(Shop& shop) : shop_(shop) {}
  Result<json::Document> call(const Call& call) override {
    if (call.method == "action_apply_inventory" && !done_) {
      done_ = true;
      shop_.fake.ask("/fake/stock", json::Document::object({{"code", "BP"}, {"quantity", -2}}));
    }
    return shop_.odoo().call(call);
  }

 private:
  Shop& shop_;
  bool done_ = false;
};

}  // namespace

TEST_CASE("a count becomes the stock, whether there was a quant, two, or none") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto two = shop.product("TWO", {998, -2}), none = shop.product("NONE", {});
    const auto one = shop.product("ONE", {5});
    InventoryCount counts(shop.odoo());
    const auto of_two = counts.apply(count_of(shop, two, 400));
    REQUIRE_MESSAGE(of_two, of_two.error().code << " " << of_two.error().detail);
    CHECK(of_two->before == pieces(996));
    CHECK(of_two->after == pieces(400));
    CHECK(counts.apply(count_of(shop, none, 7))->after == pieces(7));
    CHECK(counts.apply(count_of(shop, one, 0))->after == pieces(0));
    CHECK(shop.stock("TWO") == pieces(400));
    CHECK(shop.stock("NONE") == pieces(7));
    CHECK(shop.stock("ONE") == pieces(0));
  }
}

TEST_CASE("a count whose reply was lost is not applied again over what moved since") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {5});
    InventoryCount counts(shop.odoo());
    shop.fake.fails("cut_after_commit", "action_apply_inventory");
    CHECK(code_of(counts.apply(count_of(shop, pad, 20))) == code::reply_missing);
    REQUIRE(shop.poster().post(shop.order("WR/1", pad, 3))->as_asked());
    const auto again = counts.apply(count_of(shop, pad, 20));
    REQUIRE(again);
    CHECK(again->applied_before);
    CHECK(again->after == pieces(17));
    CHECK(shop.stock("BP") == pieces(17));
  }
}

TEST_CASE("a count broken off at any other call is applied by the next try") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    for (const std::string kind : {"cut_before", "cut_after_commit", "html_502"}) {
      for (const std::string method : {"search_read", "read", "create", "write"}) {
        CAPTURE(kind);
        CAPTURE(method);
        const auto code = kind + method;
        const auto product = shop.product(code, method == "create" ? Elements{} : Elements{5});
        auto count = count_of(shop, product, 9);
        count.key += code;
        shop.fake.fails(kind, method);
        static_cast<void>(InventoryCount(shop.odoo()).apply(count));
        shop.fake.ask("/fake/clear", json::Document::object({}));
        const auto outcome = InventoryCount(shop.odoo()).apply(count);
        REQUIRE(outcome);
        CHECK(outcome->after == pieces(9));
        CHECK(shop.stock(code) == pieces(9));
      }
    }
  }
}

TEST_CASE("stock that moves while it is counted is settled as the shop has said") {
  struct Expected {
    OnConflict choice;
    std::string code;
    std::int64_t stock;
  };
  const std::array expected = {Expected{OnConflict::ask_person, "odoo_count_conflict", 3},
                               Expected{OnConflict::keep_counted, "none", 9},
                               Expected{OnConflict::keep_difference, "none", 7}};
  for (const auto& way : ways) {
    for (const auto& one : expected) {
      CAPTURE(name_of(way));
      CAPTURE(one.stock);
      Shop shop(way);
      const auto pad = shop.product("BP", {5});
      Interfering interfering(shop);
      const auto outcome = InventoryCount(interfering).apply(count_of(shop, pad, 9, one.choice));
      CHECK(code_of(outcome) == one.code);
      CHECK(shop.stock("BP") == pieces(one.stock));
      if (outcome) {
        CHECK(InventoryCount(shop.odoo()).apply(count_of(shop, pad, 9))->applied_before);
      }
    }
  }
}

TEST_CASE("a count that finds what is in the books changes nothing there") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {7, -2});
    shop.fake.fails("user_error", "action_apply_inventory");
    const auto outcome = InventoryCount(shop.odoo()).apply(count_of(shop, pad, 5));
    REQUIRE(outcome);
    CHECK(outcome->before == pieces(5));
    CHECK(outcome->after == pieces(5));
  }
}

TEST_CASE("a count of what has lots is refused, and one that lacks the right says so") {
  Shop shop({17, TransportChoice::json_rpc}, {"--plain-user"});
  const auto battery = shop.product("BAT", {5}, "lot"), pad = shop.product("BP", {5});
  InventoryCount counts(shop.odoo());
  CHECK(code_of(counts.apply(count_of(shop, battery, 4))) == code::product_tracked);
  CHECK(code_of(counts.apply(count_of(shop, 4711, 4))) == code::product_missing);
  CHECK(code_of(counts.apply(count_of(shop, pad, 4))) == code::access_denied);
  CHECK(shop.stock("BP") == pieces(5));
}

TEST_CASE("plain quants are set to sum up to the count beside what lies in lots") {
  const std::vector<Quant> quants = {{1, pieces(998)}, {2, pieces(-2)}, {3, pieces(10), false}};
  const auto targets = quant_targets(quants, pieces(400));
  REQUIRE(targets);
  REQUIRE(targets->size() == 2);
  CHECK((*targets)[0].id == 1);
  CHECK((*targets)[0].quantity == pieces(390));
  CHECK((*targets)[1].quantity == pieces(0));
  CHECK_FALSE(quant_targets(quants, pieces(9)).has_value());
  REQUIRE(quant_targets({}, pieces(4)));
  CHECK(quant_targets({}, pieces(4))->front().id == 0);
}

}  // namespace fettle::odoo
