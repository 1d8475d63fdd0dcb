// `fettle reconcile` beside the running server: books that agree, and each way in which they
// differ.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr int fine = 0, found_wrong = 1, bad_use = 2, failed = 3;
constexpr int seldom = 86'400;
const std::string stray = "01JD00000000000000000009ZZ";  // as our ids are

struct Compared {
  int exit = 0;
  Json found;
};

Compared compared(OdooShop& shop, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"reconcile", "--json"});
  const auto done = shop.served().command(std::move(more));
  CAPTURE(done.output);
  auto found = Json::parse(done.output, nullptr, /*allow_exceptions=*/false);
  REQUIRE_MESSAGE(!found.is_discarded(), done.output);
  return {done.exit, std::move(found)};
}

const Json* line(const Json& section, const std::string& what) {
  for (const auto& one : section.at("differences")) {
    if (one.at("what") == what) return &one;
  }
  return nullptr;
}

bool holds(const Finished& done, std::string_view text) {
  return done.output.find(text) != std::string::npos;
}

void post_by_hand(OdooShop& shop, const std::string& origin, int pieces) {
  const Json made{{"origin", origin},
                  {"lines", Json::array({{{"code", "PAD-R"}, {"quantity", pieces}}})}};
  shop.odoo().ask("/fake/post", json::Document::of(made.dump()));
}

}  // namespace

TEST_CASE("reconcile finds books equal, then names what was posted and moved behind our back") {
  OdooShop shop(18, seldom);
  shop.odoo().ask("/fake/product", json::Document::of(R"({"code":"PAD-R","quants":[30]})"));
  shop.served().restart();
  REQUIRE(http::test::eventually([&] { return !shop.part("PAD-R").is_null(); }));
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  const auto posted = shop.requested(order, "PAD-R", 3), open = shop.requested(order, "PAD-R", 2);
  (void)accepted(shop.approve(posted));
  REQUIRE(shop.becomes(posted, "POSTED"));

  const auto equal = compared(shop);
  CHECK(equal.exit == fine);
  CHECK(equal.found.at("agrees") == true);
  CHECK(equal.found.at("odoo_version") == 18);
  CHECK(equal.found.at("postings").at("equal") == 2);
  CHECK(equal.found.at("postings").at("open") == 1);
  CHECK(equal.found.at("stock").at("equal") == 1);
  CHECK(equal.found.at("documents").at("equal") == 1);
  const auto text = shop.served().command({"reconcile", "--store", "west", "--days", "1"});
  CHECK(text.exit == fine);
  CHECK(holds(text, "books of demo, store west and Odoo 18"));
  CHECK(holds(text, "requisitions open on both sides: 1\n"));

  post_by_hand(shop, open, 2);
  post_by_hand(shop, stray, 4);
  const auto differs = compared(shop);
  CHECK(differs.exit == found_wrong);
  CHECK(differs.found.at("agrees") == false);
  const auto& postings = differs.found.at("postings");
  CHECK(postings.at("equal") == 1);
  CHECK(postings.at("differ") == 2);
  const auto* here = line(postings, "open_here_posted_in_odoo");
  REQUIRE(here != nullptr);
  CHECK(here->at("picking") == open);
  CHECK(here->at("odoo") == 2);
  const auto* unknown = line(postings, "missing_here");
  REQUIRE(unknown != nullptr);
  CHECK(unknown->at("picking") == stray);
  const auto* shelf = line(differs.found.at("stock"), "on_hand_differs");
  REQUIRE(shelf != nullptr);
  CHECK(shelf->at("product") == "PAD-R");
  CHECK(shelf->at("ours") == 27);
  CHECK(shelf->at("odoo") == 21);
  const auto told = shop.served().command({"reconcile"});
  CHECK(told.exit == found_wrong);
  CHECK(holds(told, "on_hand_differs: store west, product PAD-R: ours 27, Odoo 21"));
  CHECK(shop.requisition(open).at("status") == "REQUESTED");  // nothing was changed here

  shop.served().restart();  // a look takes over what was posted by hand
  REQUIRE(shop.becomes(open, "POSTED"));
  REQUIRE(http::test::eventually([&] { return shop.part("PAD-R").at("on_hand") == 21; }));
  const auto after = compared(shop);
  CHECK(after.found.at("stock").at("differ") == 0);
  CHECK(after.found.at("postings").at("differ") == 1);  // the stray one stays
}

TEST_CASE("reconcile says why it cannot compare, and repeats no secret") {
  OdooShop shop(17, seldom);
  const auto elsewhere = shop.served().command({"reconcile", "--tenant", "north"});
  CHECK(elsewhere.exit == bad_use);
  CHECK(holds(elsewhere, "fettle: odoo_not_connected: "));
  const auto nowhere = shop.served().command({"reconcile", "--store", "nowhere"});
  CHECK(nowhere.exit == bad_use);
  CHECK(holds(nowhere, "fettle: store_not_connected: "));
  shop.odoo().fails("login_refused", "", 100);
  const auto refused = shop.served().command({"reconcile"});
  CHECK(refused.exit == failed);
  CHECK(holds(refused, "fettle: odoo_"));
  shop.odoo().is_down(true);
  const auto away = shop.served().command({"reconcile"});
  CHECK(away.exit == failed);
  CHECK(holds(away, "fettle: odoo_unreachable: "));
  for (const auto& done : {elsewhere, nowhere, refused, away})
    CHECK_FALSE(holds(done, "0123456789"));
  shop.disconnect();
  const auto alone = shop.served().command({"reconcile"});
  CHECK(alone.exit == bad_use);
  CHECK(holds(alone, "fettle: odoo_not_connected: "));
  const test::TempFolder empty;
  CHECK(run({FETTLE_PROGRAM, "reconcile"}, {"FETTLE_DATA_DIR=" + empty.path().string()}).exit ==
        bad_use);
}
