// The two ways to speak with Odoo: one setting chooses, and the product does the same over each.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

const std::string json_rpc = "json_rpc", json_2 = "json_2";

// What any transport must do, seen at the shop's own faces and in Odoo's books.
void keeps_the_contract(OdooShop& shop) {
  shop.stocked("PAD-T", 20);
  CHECK(shop.part("PAD-T").at("on_hand") == 20);
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  const auto wanted = shop.requested(order, "PAD-T", 6);
  shop.odoo().fails("cut_after_commit", "button_validate");
  (void)accepted(shop.approve(wanted));
  REQUIRE(shop.becomes(wanted, "POSTED"));
  CHECK(shop.on_hand("PAD-T") == 14);
  CHECK(shop.pickings("PAD-T").size() == 1);

  (void)accepted(shop.shop().warehouse.post("/admin/requisitions/" + wanted + "/returns",
                                            {{"quantity", 2}, {"reason", "没用上"}}));
  CHECK(http::test::eventually([&] { return shop.requisition(wanted).at("returned") == 2; }));
  CHECK(shop.on_hand("PAD-T") == 16);

  order.to("PAID");
  CHECK(http::test::eventually([&] {
    int of_sales = 0;
    const auto shown = order.shown();
    for (const auto& document : shown.at("odoo_documents")) {
      of_sales += document.at("model") != "stock.picking";
    }
    return of_sales == 3;
  }));

  shop.odoo().fails("user_error", "create", 50);
  WorkOrder refused_order(shop.shop());
  refused_order.to("REPAIRING");
  const auto refused = shop.requested(refused_order, "PAD-T", 1);
  (void)accepted(shop.approve(refused));
  CHECK(http::test::eventually([&] {
    for (const auto& errand : shop.shop().manager.list("/admin/errands?status=DEAD")) {
      if (errand.at("last_code") == "odoo_user_error") return true;
    }
    return false;
  }));
}

}  // namespace

TEST_CASE("[AR-68] the transport is a setting, and over both the product keeps one contract") {
  for (const auto& [transport, other] :
       {std::pair(json_rpc, json_2), std::pair(json_2, json_rpc)}) {
    CAPTURE(transport);
    OdooShop shop(19);
    const auto service = shop.odoo().ask("/fake/product", json::Document::of(R"({"code":"WORK"})"));
    shop.set("transport = \"" + transport +
             "\"\nsale_documents = true\nservice_product = " + std::to_string(*service.whole()));
    shop.served().restart();
    const auto before = shop.calls("", other);
    keeps_the_contract(shop);
    CHECK(shop.calls("", other) == before);
    CHECK(shop.calls("", transport) > 10);
  }
}
