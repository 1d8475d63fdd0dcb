// Whatever a server may answer, or not, becomes a code of ours; nothing is posted twice by it.
#include <doctest/doctest.h>

#include "adapters/odoo/opening.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

constexpr std::array actions = {"create", "action_confirm", "action_assign", "write",
                                "button_validate"};

void check_away(const Result<PickingOutcome>& outcome) {
  REQUIRE(!outcome);
  CHECK(outcome.error().code == code::reply_missing);
  CHECK(failure_of(outcome.error()).kind == ErrandFailure::Kind::away);
}

// With nothing wrong at the server any more.
void check_posted_once(Shop& shop, const PickingOrder& order) {
  shop.fake.ask("/fake/clear", json::Document::object({}));
  CHECK(shop.poster().post(order)->as_asked());
  CHECK(shop.books(order.key) == Shop::Books{1, pieces(1)});
}

// Gives up after a second.
std::unique_ptr<Transport> hasty_way(Shop& shop, const Way& way) {
  auto settings = shop.settings(way.transport);
  settings.wait_max = std::chrono::milliseconds(1000);
  auto opened = open_transport(settings, shop.web);
  REQUIRE(opened);
  return std::move(opened->transport);
}

}  // namespace

TEST_CASE("a reply that is lost, torn or a proxy's page leads to a look, not to a repeat") {
  constexpr std::array kinds = {"cut_before", "cut_after_commit",
                                "html_502",   "html_502_after_commit",
                                "half_reply", "server_error"};
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {1000});
    int postings = 0;
    for (const std::string kind : kinds) {
      for (const std::string method : actions) {
        CAPTURE(kind);
        CAPTURE(method);
        const auto key = "WR/" + std::to_string(++postings);
        shop.fake.fails(kind, method);
        const auto outcome = shop.poster().post(shop.order(key, pad, 1));
        REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
        CHECK(outcome->as_asked());
        CHECK(shop.books(key) == Shop::Books{1, pieces(1)});
      }
    }
    CHECK(shop.stock("BP") == pieces(1000 - postings));
  }
}

TEST_CASE("a reply that comes too late is a missing one, and what it said is looked up") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    const auto order = shop.order("WR/1", pad, 1);
    const auto hasty = hasty_way(shop, way);
    shop.fake.fails("slow", "button_validate");
    const auto first = PickingPoster(*hasty, shop.profile()).post(order);
    REQUIRE_MESSAGE(first, first.error().code);  // it was done, and the second look found it so
    CHECK(first->as_asked());
    CHECK(shop.poster().post(order)->as_asked());
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(1)});
    CHECK(shop.stock("BP") == pieces(99));
  }
}

TEST_CASE("a server that is too late at every call is tried again later [AR-69:part]") {
  for (const auto& way : {ways.front(), ways.back()}) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto order = shop.order("WR/1", shop.product("BP", {100}), 1);
    const auto hasty = hasty_way(shop, way);
    shop.fake.fails("slow", "", 1'000);
    check_away(PickingPoster(*hasty, shop.profile()).post(order));
    check_posted_once(shop, order);
  }
}

TEST_CASE("a server that did it and never answers is given up in time, and looked at") {
  for (const auto& way : {ways.front(), ways.back()}) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    const auto hasty = hasty_way(shop, way);
    int postings = 0;
    for (const std::string method : {"create", "button_validate"}) {
      CAPTURE(method);
      const auto key = "WR/" + std::to_string(++postings);
      const auto order = shop.order(key, pad, 1);
      shop.fake.fails("never", method);
      const auto outcome = PickingPoster(*hasty, shop.profile()).post(order);
      REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
      CHECK(outcome->as_asked());
      CHECK(shop.books(key) == Shop::Books{1, pieces(1)});
    }
    CHECK(shop.stock("BP") == pieces(98));
  }
}

TEST_CASE("a null where a reply should be is no proof of anything") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    int postings = 0;
    for (const std::string method : actions) {
      CAPTURE(method);
      const auto key = "WR/" + std::to_string(++postings);
      shop.fake.fails("null_result", method);
      const auto outcome = shop.poster().post(shop.order(key, pad, 1));
      REQUIRE_MESSAGE(outcome, outcome.error().code << " " << outcome.error().detail);
      CHECK(shop.books(key) == Shop::Books{1, pieces(1)});
    }
  }
}

TEST_CASE("a server that stays silent is asked again later, and then it is posted once") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    const auto order = shop.order("WR/1", pad, 1);
    shop.fake.fails("cut_after_commit", "", 40);
    check_away(shop.poster().post(order));
    check_posted_once(shop, order);
  }
}

TEST_CASE("what Odoo refuses becomes a code of ours without its words [AR-69:part]") {
  struct Refusal {
    std::string kind, method;
    std::string_view code;
    ErrandFailure::Kind failure;
  };
  using Kind = ErrandFailure::Kind;
  const std::array refusals = {
      Refusal{"validation", "create", code::validation, Kind::refused},
      Refusal{"user_error", "action_confirm", code::user_error, Kind::refused},
      Refusal{"user_error", "button_validate", code::user_error, Kind::refused},
      Refusal{"login_refused", "create", code::login_refused, Kind::unreachable},
      Refusal{"server_error", "", code::server_error, Kind::retry}};
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    int number = 0;
    for (const auto& [kind, method, code, failure] : refusals) {
      CAPTURE(kind);
      CAPTURE(method);
      const auto order = shop.order("WR/" + std::to_string(++number), pad, 1);
      shop.fake.fails(kind, method, 9);
      const auto failed = shop.poster().post(order);
      REQUIRE(!failed);
      CHECK(failed.error().code == code);
      const auto told = failure_of(failed.error());
      CHECK(told.kind == failure);
      CHECK(told.code == code);
      CHECK(told.detail.size() <= detail_bytes_max);
      CHECK(told.detail.find("Traceback") == std::string::npos);
      check_posted_once(shop, order);
    }
  }
}

TEST_CASE("a server that is away for a day is unreachable, and the posting goes on after it") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto pad = shop.product("BP", {100});
    const auto order = shop.order("WR/1", pad, 1);
    shop.fake.is_down(true);
    for (int round = 0; round < 3; ++round) {
      const auto failed = shop.poster().post(order);
      REQUIRE(!failed);
      CHECK(failed.error().code == code::unreachable);
      CHECK(failure_of(failed.error()).kind == ErrandFailure::Kind::unreachable);
    }
    Server other(shop.settings(way.transport), shop.web);
    CHECK(code_of(other.session()) == code::unreachable);
    shop.fake.is_down(false);
    CHECK(shop.poster().post(order)->as_asked());
    CHECK(other.session());
    CHECK(shop.books("WR/1") == Shop::Books{1, pieces(1)});
  }
}

TEST_CASE("a wrong secret and a wrong database have codes of their own") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    auto wrong = shop.settings(way.transport);
    wrong.secret = "wrong";
    CHECK(code_of(open_transport(wrong, shop.web)) == code::login_refused);
    auto elsewhere = shop.settings(way.transport);
    elsewhere.database = "nodb";
    CHECK(code_of(open_transport(elsewhere, shop.web)) == code::database_missing);
  }
}

TEST_CASE("an address that answers with pages is no Odoo") {
  Shop shop({18, TransportChoice::json_rpc});
  auto settings = shop.settings(TransportChoice::ask_server);
  settings.url += "/else";
  const auto failed = open_transport(settings, shop.web);
  REQUIRE(!failed);
  CHECK(failed.error().code == code::html_reply);
}

TEST_CASE("a text of Odoo's is cut before its traceback and at a bound") {
  const auto long_text = std::string(250, 'a') + "é" + std::string(200, 'b');
  CHECK(fault(code::user_error, long_text).detail.size() <= detail_bytes_max);
  CHECK(fault(code::user_error, "no\nTraceback (most recent call last)").detail == "no ");
  CHECK(fault_of_exception("odoo.exceptions.Unheard", "x").code == code::server_error);
  CHECK(fault_of_exception("psycopg2.errors.SerializationFailure", "x").code == code::server_error);
  CHECK(fault_of_exception("psycopg2.OperationalError", "x").code == code::database_missing);
}

}  // namespace fettle::odoo
