// Odoo's stock as the product shows it: what is on its way, what is counted, what is posted.
#include <doctest/doctest.h>

#include <functional>

#include "test/http/client.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

OdooShop& odoo_shop() {
  static OdooShop shop(19);
  return shop;
}

bool becomes(const std::function<bool()>& condition) { return http::test::eventually(condition); }

Json asked(OdooShop& shop, const std::string& control, const Json& wish) {
  return Json::parse(shop.odoo().ask(control, json::Document::of(wish.dump())).compact());
}

}  // namespace

TEST_CASE("[AR-66:part] what a supplier is to bring is in transit until it is taken in") {
  auto& shop = odoo_shop();
  shop.stocked("WAY-1", 5);
  const auto receipt = asked(shop, "/fake/receipt", {{"code", "WAY-1"}, {"quantity", 7}});
  CHECK(becomes([&] { return shop.part("WAY-1").at("in_transit") == 7; }));
  CHECK(shop.part("WAY-1").at("on_hand") == 5);
  CHECK(shop.part("WAY-1").at("available") == 5);
  asked(shop, "/fake/post", {{"name", receipt.at("name")}});
  CHECK(becomes([&] { return shop.part("WAY-1").at("on_hand") == 12; }));
  CHECK(shop.part("WAY-1").at("in_transit") == 0);
  CHECK(shop.part("WAY-1").at("available") == 12);
}

TEST_CASE("[AR-65:part] a count that is approved with its reason becomes Odoo's stock, and ours") {
  auto& shop = odoo_shop();
  shop.stocked("COUNT-1", 10);
  const auto& keeper = shop.shop().warehouse;
  const std::string all = "/admin/stock-counts";
  const auto count = accepted(keeper.post(all, {{"period", shop.served().fresh("盘点")},
                                                {"store", shop.shop().store},
                                                {"products", Json::array({"COUNT-1"})}}))
                         .id();
  const auto path = all + "/" + count;
  Json entry{{"product", "COUNT-1"}, {"counted", 8}};
  CHECK(accepted(keeper.post(path + "/entries", entry)).body.at("difference") == -2);
  CHECK(keeper.post(path + "/approve").code() == "count_incomplete");
  CHECK(shop.on_hand("COUNT-1") == 10);
  entry["reason"] = "破损";
  accepted(keeper.post(path + "/entries", entry));
  CHECK(accepted(keeper.post(path + "/approve")).body.at("differences") == 1);
  CHECK(becomes([&] { return keeper.get(path).body.at("status") == "FINISHED"; }));
  CHECK(shop.on_hand("COUNT-1") == 8);
  CHECK(shop.part("COUNT-1").at("on_hand") == 8);
  CHECK(shop.part("COUNT-1").at("available") == 8);
  CHECK(keeper.get(path).text.find("破损") != std::string::npos);
}

TEST_CASE(
    "[AR-63:part] an approval is one create and one validate, and its document is the order's") {
  auto& shop = odoo_shop();
  shop.stocked("CALL-1", 9);
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  const auto wanted = shop.requested(order, "CALL-1", 3);
  const auto creates = shop.calls("stock.picking.create");
  const auto validates = shop.calls("stock.picking.button_validate");
  CHECK(shop.approve(wanted).accepted());
  REQUIRE(shop.becomes(wanted, "POSTED"));
  CHECK(shop.calls("stock.picking.create") == creates + 1);
  CHECK(shop.calls("stock.picking.button_validate") == validates + 1);
  const auto shown = order.shown().at("odoo_documents");
  REQUIRE(shown.size() == 1);
  CHECK(shown.at(0).at("name") == shop.requisition(wanted).at("document"));
}
