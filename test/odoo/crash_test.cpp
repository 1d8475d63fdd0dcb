// A posting that is broken off between any two calls, by us or by the server, is posted once.
#include <doctest/doctest.h>

#include <thread>

#include "adapters/odoo/giving_back.hpp"
#include "adapters/odoo/opening.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

// Lets `calls` calls through, the last of them without its reply; then nobody is there any more.
class Broken : public Transport {
 public:
  Broken(Transport& odoo, int calls) : odoo_(odoo), left_(calls) {}

  Result<json::Document> call(const Call& call) override {
    if (left_ <= 0) return fault(code::unreachable, "");
    ++made;
    auto reply = odoo_.call(call);
    if (--left_ > 0) return reply;
    return fault(code::reply_missing, "");
  }

  int made = 0;

 private:
  Transport& odoo_;
  int left_;
};

constexpr int calls_max = 30;

// Breaks off after each call, and lets another go on.
template <class Work>
void broken_at_each_call(Shop& shop, Work&& work) {
  int calls = 1;
  for (; calls < calls_max; ++calls) {
    CAPTURE(calls);
    Broken broken(shop.odoo(), calls);
    static_cast<void>(work(broken, calls));
    const auto second = work(shop.odoo(), calls);
    REQUIRE_MESSAGE(second, second.error().code << " " << second.error().detail);
    CHECK(second->as_asked());
    if (broken.made < calls) break;
  }
  CHECK(calls > 6);
  CHECK(calls < calls_max);
}

std::string key_of(int number) { return "WR/" + std::to_string(number); }

}  // namespace

TEST_CASE("an issue broken off after any call is posted once by whoever goes on [AR-63:part]") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    int postings = 0;
    broken_at_each_call(shop, [&](Transport& odoo, int number) {
      postings = number;
      return PickingPoster(odoo, shop.profile()).post(shop.order(key_of(number), pad, 2));
    });
    for (int number = 1; number <= postings; ++number) {
      CHECK(shop.books(key_of(number)) == Shop::Books{1, pieces(2)});
    }
    CHECK(shop.stock("BP") == pieces(1000 - 2 * postings));
  }
}

TEST_CASE("a return broken off after any call is posted once by whoever goes on") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    REQUIRE(shop.poster().post(shop.order("WR/0", pad, 500))->as_asked());
    PickingCalls calls(shop.odoo(), shop.profile());
    int postings = 0;
    broken_at_each_call(shop, [&](Transport& odoo, int number) {
      postings = number;
      const auto order = order_to_give_back(calls, shop.warehouse(), shop.profile(),
                                            {key_of(number), "WR/0", {{pad, pieces(1)}}});
      REQUIRE(order);
      return PickingPoster(odoo, shop.profile()).post(*order);
    });
    for (int number = 1; number <= postings; ++number) {
      CHECK(shop.books(key_of(number)) == Shop::Books{1, pieces(1)});
    }
    CHECK(shop.stock("BP") == pieces(500 + postings));
  }
}

TEST_CASE("six who create the same picking at once make one") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    const auto order = shop.order("WR/1", pad, 2);
    const auto& profile = shop.profile();
    const auto settings = shop.settings(way.transport);
    std::array<std::string, 6> codes;
    {
      std::vector<std::jthread> racers;
      for (auto& code : codes) {
        racers.emplace_back([&, settings] {
          test::SocketWeb web;
          auto opened = open_transport(settings, web);
          if (!opened) {
            code = opened.error().code;
            return;
          }
          code = code_of(PickingPoster(*opened->transport, profile).post(order));
        });
      }
    }
    for (const auto& code : codes) CHECK(code == "none");
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(2)});
    CHECK(shop.stock("BP") == pieces(98));
  }
}

TEST_CASE("a server that is killed between two calls has kept what it answered") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    for (int calls = 1; calls < 12; ++calls) {
      CAPTURE(calls);
      Broken broken(shop.odoo(), calls);
      static_cast<void>(
          PickingPoster(broken, shop.profile()).post(shop.order(key_of(calls), pad, 1)));
      if (calls % 4 == 0) shop.fake.kill();
      const auto outcome = shop.poster().post(shop.order(key_of(calls), pad, 1));
      REQUIRE(outcome);
      CHECK(outcome->as_asked());
    }
    CHECK(shop.stock("BP") == pieces(100 - 11));
  }
}

}  // namespace fettle::odoo
