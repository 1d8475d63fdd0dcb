// Customer, sale order and invoice are made once, wherever it breaks off.
#include <doctest/doctest.h>

#include "adapters/odoo/sales.hpp"
#include "adapters/odoo/values.hpp"
#include "test/odoo/shop.hpp"

namespace fettle::odoo {
namespace {

std::size_t number_of(Shop& shop, std::string_view model) {
  const auto found = shop.odoo().call(search_read(model, {}, {"name"}));
  REQUIRE(found);
  return found->elements()->size();
}

SaleOrder sale_of(const std::string& key, std::int64_t service) {
  return {.key = key,
          .customer = {"C-1", "Zhang", "13800000000"},
          .service_product = service,
          .lines = {{"Brake pads changed", pieces(1), 39'900}, {"Oil", Quantity{4500}, 8'800}}};
}

}  // namespace

TEST_CASE("a sale has its customer, order and invoice once, confirmed and posted") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto service = shop.product("SERVICE", {});
    const auto partners = number_of(shop, "res.partner");
    Sales sales(shop.odoo());
    const auto first = sales.ensure(sale_of("SO-1", service));
    REQUIRE_MESSAGE(first, first.error().code << " " << first.error().detail);
    CHECK(first->invoice_name.starts_with("INV/"));
    const auto again = sales.ensure(sale_of("SO-1", service));
    REQUIRE(again);
    CHECK(again->invoice == first->invoice);
    CHECK(again->sale_order == first->sale_order);
    const auto other = sales.ensure(sale_of("SO-2", service));
    REQUIRE(other);
    CHECK(other->customer == first->customer);
    CHECK(number_of(shop, "res.partner") == partners + 1);
    CHECK(number_of(shop, "sale.order") == 2);
    CHECK(number_of(shop, "account.move") == 2);
    const auto states = shop.odoo().call(
        read("account.move", {first->invoice}, {"state", "ref", "invoice_origin"}));
    REQUIRE(states);
    const Record invoice(states->elements()->front());
    CHECK(invoice.text("state") == "posted");
    CHECK(invoice.text("ref") == "SO-1");
    CHECK(invoice.text("invoice_origin") == first->sale_order_name);
  }
}

TEST_CASE("a sale broken off at any call is made once by the next try") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto service = shop.product("SERVICE", {});
    std::size_t sales_made = 0;
    for (const std::string method : {"create", "action_confirm", "action_post"}) {
      for (int skipped = 0; skipped < (method == "create" ? 3 : 1); ++skipped) {
        CAPTURE(method);
        CAPTURE(skipped);
        auto sale = sale_of("SO-" + method + std::to_string(skipped), service);
        sale.customer.key = sale.key;
        shop.fake.ask("/fake/fault",
                      json::Document::object(
                          {{"kind", "cut_after_commit"}, {"method", method}, {"skip", skipped}}));
        CHECK(code_of(Sales(shop.odoo()).ensure(sale)) == code::reply_missing);
        CHECK(Sales(shop.odoo()).ensure(sale));
        ++sales_made;
      }
    }
    CHECK(number_of(shop, "sale.order") == sales_made);
    CHECK(number_of(shop, "account.move") == sales_made);
  }
}

TEST_CASE("what a person cancelled in Odoo counts as neither confirmed nor posted") {
  for (const auto& way : ways) {
    CAPTURE(name_of(way));
    Shop shop(way);
    const auto sale = sale_of("SO-1", shop.product("SERVICE", {}));
    const auto made = Sales(shop.odoo()).ensure(sale);
    REQUIRE(made);
    for (const auto& [model, id] :
         {std::pair("account.move", made->invoice), std::pair("sale.order", made->sale_order)}) {
      CAPTURE(model);
      REQUIRE(shop.odoo().call(write(model, {id}, {{"state", "cancel"}})));
      CHECK(code_of(Sales(shop.odoo()).ensure(sale)) == code::document_cancelled);
    }
    CHECK(number_of(shop, "account.move") == 1);
    CHECK(number_of(shop, "sale.order") == 1);
  }
}

TEST_CASE("two of one key are left to a person") {
  Shop shop({18, TransportChoice::json_rpc});
  for (int i = 0; i < 2; ++i) {
    REQUIRE(shop.odoo().call(create("res.partner", {{"name", "Zhang"}, {"ref", "C-1"}})));
  }
  CHECK(code_of(Sales(shop.odoo()).ensure(sale_of("SO-1", 1))) == code::key_not_unique);
}

}  // namespace fettle::odoo
