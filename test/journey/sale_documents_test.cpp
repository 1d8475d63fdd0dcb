// Where a shop wants it, a paid order becomes customer, sale order and invoice in Odoo.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr int seldom = 86'400;

const std::vector<std::pair<std::string, std::string>> models{
    {"res.partner", "ref"}, {"sale.order", "client_order_ref"}, {"account.move", "ref"}};

Json state_of(OdooShop& shop) { return Json::parse(shop.odoo().state().compact()); }

// How often the stand-in was asked for anything of the three models.
int calls_on_sales(OdooShop& shop) {
  int calls = 0;
  for (const auto& [model, key] : models) calls += shop.calls(model + ".");
  return calls;
}

// Those in Odoo's books that have this key of ours.
Json of_key(OdooShop& shop, const std::string& model, const std::string& field,
            const std::string& key) {
  Json found = Json::array();
  const auto state = state_of(shop);
  for (const auto& one : state.at("sales").at(model)) {
    if (one.at(field) == key) found.push_back(one);
  }
  return found;
}

WorkOrder paid(OdooShop& shop) {
  WorkOrder order(shop.shop());
  order.to("PAID");
  return order;
}

// What the connector does after the payment shows that it has passed it.
void pass_the_payment(OdooShop& shop) {
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  const auto wanted = shop.requested(order, "PAD-S", 1);
  (void)accepted(shop.approve(wanted));
  REQUIRE(shop.becomes(wanted, "POSTED"));
}

bool has_documents(const WorkOrder& order) {
  return http::test::eventually([&] { return order.shown().at("odoo_documents").size() == 3; });
}

// Each of the three is there once, and the order names its id.
void check_made_once(OdooShop& shop, const WorkOrder& order) {
  const auto shown = order.shown();
  const auto documents = shown.at("odoo_documents");
  REQUIRE(documents.size() == 3);
  for (const auto& [model, field] : models) {
    CAPTURE(model);
    const std::string key = model == "res.partner" ? shown.at("customer_id") : Json(order.id);
    const auto made = of_key(shop, model, field, key);
    REQUIRE(made.size() == 1);
    int named = 0;
    for (const auto& document : documents) {
      named += document.at("model") == model && document.at("id") == made.at(0).at("id");
    }
    CHECK(named == 1);
  }
  CHECK(of_key(shop, "sale.order", "client_order_ref", order.id).at(0).at("state") == "sale");
  CHECK(of_key(shop, "account.move", "ref", order.id).at(0).at("state") == "posted");
}

void want_sale_documents(OdooShop& shop) {
  const auto service = shop.odoo().ask("/fake/product", json::Document::of(R"({"code":"WORK"})"));
  shop.set("call_seconds_max = 1");
  shop.set("sale_documents = true\nservice_product = " + std::to_string(*service.whole()));
  shop.served().restart();
}

}  // namespace

TEST_CASE("[AR-67] a paid order has its three documents in Odoo once, or no call is made for it") {
  OdooShop shop(17, seldom, {{"connectors.odoo_retry", "1 1 1 1 1 1 1 1 1 1"}});
  shop.odoo().ask("/fake/product", json::Document::of(R"({"code":"PAD-S","quants":[50]})"));
  shop.served().restart();  // looks at its start
  REQUIRE(http::test::eventually([&] { return !shop.part("PAD-S").is_null(); }));

  const auto without = paid(shop);
  pass_the_payment(shop);
  CHECK(calls_on_sales(shop) == 0);
  CHECK(without.shown().at("odoo_documents").empty());

  want_sale_documents(shop);
  const auto first = paid(shop);
  REQUIRE(has_documents(first));
  check_made_once(shop, first);

  // A reply that is lost, and a kill in the middle: looked up, not made again.
  for (const auto* method : {"create", "action_confirm", "action_post"}) {
    shop.odoo().fails("cut_after_commit", method);
  }
  const auto cut = paid(shop);
  REQUIRE(has_documents(cut));
  check_made_once(shop, cut);
  shop.odoo().fails("slow", "action_confirm");
  const auto killed = paid(shop);
  REQUIRE(http::test::eventually(
      [&] { return of_key(shop, "sale.order", "client_order_ref", killed.id).size() == 1; }));
  shop.served().kill();
  shop.served().start();
  REQUIRE(has_documents(killed));
  check_made_once(shop, killed);

  // The one that was paid before the option is made up for, once as well.
  REQUIRE(has_documents(without));
  check_made_once(shop, without);
  shop.served().restart();
  pass_the_payment(shop);
  for (const auto* model : {"res.partner", "sale.order", "account.move"}) {
    CAPTURE(model);
    CHECK(shop.calls(std::string(model) + ".create") == 4);
  }
}
