// Invoices: the owner says whom they name, Odoo makes them, and both sides see what became of it.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

const std::string ask_for = "/admin/work-orders/{work_order}/issue-invoice";

struct Invoiced {
  OdooShop& beside;
  WorkOrder order{beside.shop()};

  Answer store_data(const std::string& title) const {
    const Json data{
        {"title", title}, {"tax_number", "91110000123456789X"}, {"email", "li@example.cn"}};
    return order.customer.send("PUT", order.path("/mp/work-orders/{work_order}/invoice"),
                               data.dump());
  }
  Answer issue(const Json& body = Json::object()) const {
    return beside.shop().finance.post(order.path(ask_for), body);
  }
  // As the owner's order, his list, finance and the list of finance show it: all the same.
  Json shown() const {
    auto mine = accepted(order.customer.get("/mp/work-orders/" + order.id)).body.at("invoice");
    const auto& finance = beside.shop().finance;
    CHECK(order.customer.list("/mp/invoices") == Json::array({mine}));
    CHECK(accepted(finance.get("/admin/invoices/" + order.id)).body == mine);
    bool listed = false;
    for (const auto& one :
         finance.list("/admin/invoices?state=" + mine.at("status").get<std::string>())) {
      listed = listed || one == mine;
    }
    CHECK(listed);
    return mine;
  }
  bool becomes(const std::string& status) const {
    return http::test::eventually([&] {
      return beside.shop().finance.get("/admin/invoices/" + order.id).body.at("status") == status;
    });
  }
  // Sale order, invoice and customer of the paid order are in Odoo.
  bool is_booked() const {
    return http::test::eventually([&] { return order.shown().at("odoo_documents").size() == 3; });
  }
  // The order's invoices in Odoo.
  Json in_odoo() const {
    auto found = Json::array();
    const auto state = Json::parse(beside.odoo().state().compact());
    for (const auto& invoice : state.at("sales").at("account.move")) {
      if (invoice.at("ref") == order.id) found.push_back(invoice);
    }
    return found;
  }
};

OdooShop& odoo_shop() {
  static const auto beside = [] {
    auto made = std::make_unique<OdooShop>(18);
    made->make_sale_documents();
    return made;
  }();
  return *beside;
}

}  // namespace

TEST_CASE("[AR-47] after the payment the owner's data leads to an invoice made by Odoo, once") {
  Invoiced one{odoo_shop()};
  one.order.to("READY_TO_PAY");
  CHECK(one.store_data("李雷商贸").code() == "wrong_state");
  CHECK(one.issue().code() == "wrong_state");
  CHECK(one.order.customer.list("/mp/invoices").empty());

  one.order.to("PAID");
  CHECK(one.issue().code() == "invoice_data_missing");
  accepted(one.store_data("李雷商贸"));
  CHECK(one.shown().at("status") == "STORED");
  REQUIRE(one.is_booked());

  one.beside.odoo().is_down(true);
  CHECK(accepted(one.issue()).body.at("status") == "REQUESTED");
  CHECK(one.shown().at("status") == "REQUESTED");
  CHECK(one.shown().at("requested_by") == one.beside.shop().finance.account());
  CHECK(one.issue().code() == "invoice_standing");
  CHECK(one.store_data("别人").code() == "invoice_standing");
  one.beside.odoo().is_down(false);
  REQUIRE(one.becomes("ISSUED"));

  const auto shown = one.shown();
  const auto invoices = one.in_odoo();
  REQUIRE(invoices.size() == 1);
  const auto& invoice = invoices.at(0);
  CHECK(invoice.at("state") == "posted");
  CHECK(invoice.at("amount") == 350.0);
  const auto buyer = invoice.at("narration").get<std::string>();
  for (const auto* words : {"李雷商贸", "91110000123456789X", "li@example.cn"}) {
    CHECK(buyer.find(words) != std::string::npos);
  }
  CHECK(shown.at("number") == invoice.at("name"));
  CHECK(shown.at("document") == std::to_string(invoice.at("id").get<int>()));
  CHECK(shown.at("amount") == money(usual_fen));
  CHECK(shown.at("issued_at").is_string());
  CHECK(one.beside.shop().customer().get("/mp/work-orders/" + one.order.id).status == 404);
}

TEST_CASE("[AR-47] an invoice that Odoo refuses is failed with its code, and asked for again") {
  Invoiced one{odoo_shop()};
  one.order.to("PAID");
  accepted(one.store_data("韩梅梅 & 李雷 <商贸>"));
  REQUIRE(one.is_booked());
  one.beside.odoo().fails("user_error", "write");
  accepted(one.issue());
  REQUIRE(one.becomes("FAILED"));
  CHECK(one.shown().at("code") == "odoo_user_error");
  CHECK(one.shown().at("number").is_null());

  accepted(one.issue());
  REQUIRE(one.becomes("ISSUED"));
  CHECK(one.shown().at("code").is_null());
  REQUIRE(one.in_odoo().size() == 1);
  CHECK(one.in_odoo()
            .at(0)
            .at("narration")
            .get<std::string>()
            .find("韩梅梅 &amp; 李雷 &lt;商贸&gt;") != std::string::npos);
}

TEST_CASE("an invoice over less than Odoo booked fails, and is recorded by hand") {
  Invoiced one{odoo_shop()};
  one.order.to("PAID");
  accepted(one.store_data("李雷商贸"));
  REQUIRE(one.is_booked());
  const std::string payment = one.order.shown().at("payment_id");
  accepted(one.beside.shop().finance.post("/admin/payments/" + payment + "/refunds",
                                          {{"amount", money(5'000)}, {"reason", "少修一项"}}));
  accepted(one.issue());
  REQUIRE(one.becomes("FAILED"));
  CHECK(one.shown().at("code") == "odoo_invoice_differs");
  accepted(one.issue({{"number", "F-77"}}));
  CHECK(one.shown().at("status") == "ISSUED");
  CHECK(one.shown().at("code").is_null());
  CHECK(one.shown().at("amount") == money(usual_fen - 5'000));
}
