// Parts: Odoo holds stock truth, we reserve, a person approves, and Odoo posts once.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/metrics.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

OdooShop& odoo_shop() {
  static OdooShop shop(17);
  return shop;
}

WorkOrder in_repair(OdooShop& shop) {
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  return order;
}

bool dead_errand(OdooShop& shop, const std::string& requisition, const std::string& code) {
  return http::test::eventually([&] {
    for (const auto& errand : shop.shop().manager.list("/admin/errands?status=DEAD")) {
      if (errand.at("subject") == "requisition/" + requisition && errand.at("last_code") == code) {
        return true;
      }
    }
    return false;
  });
}

}  // namespace

TEST_CASE("[AR-66] products and stock are Odoo's, read in with the time of the sync") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-1", 12);
  const auto part = shop.part("PAD-1");
  CHECK(part.at("on_hand") == 12);
  CHECK(part.at("available") == 12);
  CHECK(part.at("in_transit") == 0);
  CHECK(part.at("price") == money(9'950));
  CHECK(part.at("synced_at").is_string());
  CHECK(part.at("sku") == "PAD-1");
  CHECK(part.at("store_id") == shop.shop().store);
  const auto product = shop.shop().warehouse.get("/admin/products/PAD-1").body;
  CHECK(product.at("cost") == money(4'000));
  CHECK(product.at("supplier") == "博世");
  CHECK(product.at("synced_at").is_string());
  shop.odoo().ask("/fake/stock", json::Document::of(R"({"code":"PAD-1","quantity":5})"));
  CHECK(http::test::eventually([&] { return shop.part("PAD-1").at("on_hand") == 17; }));
}

TEST_CASE("[AR-34] a requisition reserves; only an approval posts, once; a rejection releases") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-2", 10);
  auto order = in_repair(shop);
  const auto wanted = shop.requested(order, "PAD-2", 4);
  CHECK(shop.part("PAD-2").at("available") == 6);
  CHECK(shop.part("PAD-2").at("on_hand") == 10);
  CHECK(shop.on_hand("PAD-2") == 10);
  CHECK(shop.pickings("PAD-2").empty());
  const auto other = shop.requested(order, "PAD-2", 1);
  CHECK(shop.part("PAD-2").at("available") == 5);
  CHECK(shop.shop()
            .warehouse.post("/admin/requisitions/" + other + "/reject", {{"reason", "不需要"}})
            .accepted());
  CHECK(shop.part("PAD-2").at("available") == 6);

  CHECK(shop.approve(wanted).accepted());
  REQUIRE(shop.becomes(wanted, "POSTED"));
  CHECK(shop.on_hand("PAD-2") == 6);
  CHECK(shop.pickings("PAD-2").size() == 1);
  CHECK(shop.part("PAD-2").at("on_hand") == 6);
  CHECK(shop.part("PAD-2").at("available") == 6);

  const auto by_hand = shop.requested(order, "PAD-2", 2);
  const Json made{{"origin", by_hand},
                  {"lines", Json::array({{{"code", "PAD-2"}, {"quantity", 2}}})}};
  shop.odoo().ask("/fake/post", json::Document::of(made.dump()));
  CHECK(shop.becomes(by_hand, "POSTED"));
  CHECK(shop.on_hand("PAD-2") == 4);
  CHECK(shop.pickings("PAD-2").size() == 2);
  CHECK(http::test::eventually([&] { return shop.part("PAD-2").at("on_hand") == 4; }));
}

TEST_CASE("[AR-63] a posting cut off after Odoo did it, and a kill between, post once") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-3", 20);
  auto order = in_repair(shop);
  const auto cut = shop.requested(order, "PAD-3", 3);
  shop.odoo().fails("cut_after_commit", "button_validate");
  CHECK(shop.approve(cut).accepted());
  REQUIRE(shop.becomes(cut, "POSTED"));
  CHECK(shop.on_hand("PAD-3") == 17);

  const auto killed = shop.requested(order, "PAD-3", 2);
  shop.odoo().fails("slow", "action_confirm");
  CHECK(shop.approve(killed).accepted());
  CHECK(http::test::eventually([&] { return shop.pickings("PAD-3").size() == 2; }));
  shop.served().kill();
  shop.served().start();
  REQUIRE(shop.becomes(killed, "POSTED"));
  CHECK(shop.on_hand("PAD-3") == 15);
  CHECK(shop.pickings("PAD-3").size() == 2);
  const auto shown = shop.requisition(killed);
  CHECK(shown.at("document").is_string());
  CHECK(shown.at("document_id").is_number());
  CHECK(shown.at("document_state") == "done");
  bool linked = false;
  const auto documents = order.shown().at("odoo_documents");
  for (const auto& document : documents) {
    linked = linked || (document.at("name") == shown.at("document") &&
                        document.at("id") == shown.at("document_id"));
  }
  CHECK(linked);
}

TEST_CASE("[AR-64] unused parts come back by one reverse posting, never more than was issued") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-4", 10);
  auto order = in_repair(shop);
  const auto issued = shop.requested(order, "PAD-4", 5);
  CHECK(shop.approve(issued).accepted());
  REQUIRE(shop.becomes(issued, "POSTED"));
  const auto path = "/admin/requisitions/" + issued + "/returns";
  const auto back = [&](int pieces) {
    return shop.shop().warehouse.post(path, {{"quantity", pieces}, {"reason", "没用上"}});
  };
  CHECK(back(6).field_code("quantity") == "return_too_many");
  CHECK(back(2).accepted());
  CHECK(http::test::eventually([&] { return shop.requisition(issued).at("returned") == 2; }));
  CHECK(shop.on_hand("PAD-4") == 7);
  const auto row = shop.requisition(issued);
  REQUIRE(row.at("returns").size() == 1);
  CHECK(row.at("returns").at(0).at("original") == row.at("document"));
  CHECK(shop.pickings("PAD-4").size() == 2);  // the issue, and one that reverses it
  CHECK(back(4).field_code("quantity") == "return_too_many");
  CHECK(back(3).accepted());
  CHECK(http::test::eventually([&] { return shop.on_hand("PAD-4") == 10; }));
}

TEST_CASE("[AR-06] a cancelled order gives its reserved parts back, and takes nothing more") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-5", 8);
  auto order = in_repair(shop);
  shop.requested(order, "PAD-5", 3);
  CHECK(shop.part("PAD-5").at("available") == 5);
  order.done(order.customer, "/mp/work-orders/{work_order}/cancel", {{"reason", "不修了"}});
  CHECK(shop.part("PAD-5").at("available") == 8);
  const auto late = order.post(order.technician, "/tech/work-orders/{work_order}/requisitions",
                               {{"product", "PAD-5"}, {"quantity", 1}});
  CHECK(late.status == 409);
}

TEST_CASE("[AR-69] what Odoo says stays inside: a client sees codes of ours, and no host") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-6", 8);
  auto order = in_repair(shop);
  const auto refused = shop.requested(order, "PAD-6", 1);
  shop.odoo().fails("user_error", "create", 50);
  const auto answer = shop.approve(refused);
  CHECK(answer.accepted());
  REQUIRE(dead_errand(shop, refused, "odoo_user_error"));
  for (const auto* path : {"/admin/errands?status=DEAD", "/admin/requisitions"}) {
    const auto text = shop.shop().manager.get(path).text;
    for (const auto* secret : {"Traceback", "odoo.exceptions", "127.0.0.1", "0123456789abcdef"}) {
      CHECK(text.find(secret) == std::string::npos);
    }
  }
  shop.odoo().ask("/fake/clear", json::Document::object({}));
  for (const auto& errand : shop.shop().manager.list("/admin/errands?status=DEAD")) {
    const std::string id = errand.at("id");
    CHECK(shop.shop().manager.post("/admin/errands/" + id + "/retry").accepted());
  }
  CHECK(shop.becomes(refused, "POSTED"));
}

TEST_CASE(
    "[AR-03:part][AR-04:part][AR-74:part] Odoo away: orders go on, and all is posted once it is "
    "back") {
  OdooShop shop(19);
  shop.stocked("PAD-7", 30);
  auto order = in_repair(shop);
  shop.odoo().is_down(true);
  std::vector<std::string> wanted;
  for (int n = 0; n < 8; ++n) {
    wanted.push_back(shop.requested(order, "PAD-7", 1));
    CHECK(shop.approve(wanted.back()).accepted());
  }
  CHECK(http::test::eventually([&] {
    return metric(shop.served(), "fettle_connector_breaker_open",
                  {"connector=\"odoo\"", "tenant=\"demo\""}) == 1;
  }));
  shop.served().restart();
  shop.odoo().is_down(false);
  for (const auto& id : wanted) CHECK(shop.becomes(id, "POSTED"));
  CHECK(shop.on_hand("PAD-7") == 22);
  CHECK(shop.pickings("PAD-7").size() == 8);
}

TEST_CASE("too little in Odoo posts nothing, and a person decides anew") {
  auto& shop = odoo_shop();
  shop.stocked("PAD-8", 5);
  auto order = in_repair(shop);
  const auto wanted = shop.requested(order, "PAD-8", 5);
  shop.odoo().ask("/fake/stock", json::Document::of(R"({"code":"PAD-8","quantity":-3})"));
  CHECK(shop.approve(wanted).accepted());
  REQUIRE(shop.becomes(wanted, "SHORT"));
  CHECK(shop.on_hand("PAD-8") == 2);
  CHECK(http::test::eventually([&] {
    for (const auto& one : shop.shop().warehouse.list("/admin/cases?kind=STOCK")) {
      if (one.at("code") == "stock_below_reserved") return true;
    }
    return false;
  }));
}
