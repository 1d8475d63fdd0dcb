#include "test/journey/support/connected_shop.hpp"

#include "test/journey/support/free_port.hpp"
#include "test/journey/support/odoo_shop.hpp"
#include "test/journey/support/outside.hpp"

namespace fettle::journey {
namespace {

constexpr int seldom = 86'400;  // seconds: Odoo is looked at when the product starts

Json parsed(const json::Document& document) { return Json::parse(document.compact()); }

std::string file_in(const test::TempFolder& folder) {
  return (folder.path() / "connectors.toml").string();
}

void must(bool happened, const std::string& what) {
  if (!happened) throw std::runtime_error("never: " + what);
}

}  // namespace

ConnectedShop::ConnectedShop() : port_(free_port()) {
  connect(all_parties);
  served_ = std::make_unique<Served>(Settings{{"rate.token_per_second", "0"},
                                              {"rate.address_per_second", "0"},
                                              {"http.port", std::to_string(port_)},
                                              {"connectors.file", file_in(folder_)},
                                              {"connectors.odoo_retry", "1 1 1 1 1 1"},
                                              {"connectors.breaker_pause_ms", "300"}});
  shop_ = std::make_unique<Shop>(*served_);
  shop_->await_connections({"odoo", "wechat_pay", "mini_program"});
}

void ConnectedShop::connect(const std::set<Party>& parties) {
  std::string tables;
  if (parties.contains(Party::odoo)) tables += odoo_connection(odoo_, seldom);
  if (parties.contains(Party::wechat_pay)) tables += pay_connection(pay_, port_);
  if (parties.contains(Party::mini_program)) tables += mini_connection(pay_, mini_);
  write_connections(file_in(folder_), tables);
}

Caller ConnectedShop::customer(const std::string& name) {
  const Json code{{"code", served_->fresh("code-" + name)}};
  const auto answer = accepted(
      ask(*served_, "POST", "/mp/login", code.dump(), {{"Content-Type", "application/json"}}));
  Caller caller(*served_, {answer.body.at("account"), "customer"});
  const auto openid = openid_of(caller);
  for (const auto* kind : {"template-quote", "template-pay", "template-done"}) {
    const Json consent{{"openid", openid}, {"template_id", kind}, {"count", 100}};
    mini_.control("POST", "consent", json::Document::of(consent.dump()));
  }
  return caller;
}

std::string ConnectedShop::openid_of(const Caller& customer) {
  accepted(customer.get("/mp/me"));  // its row is there
  return served_->database().value("SELECT openid FROM auto.users WHERE id = '" +
                                   customer.account() + "'");
}

void ConnectedShop::stocked(const std::string& code, int pieces) {
  const Json product{{"code", code}, {"name", "刹车片 " + code}, {"quants", {pieces}}};
  odoo_.ask("/fake/product", json::Document::of(product.dump()));
  served_->restart();
  must(becomes_true([&] {
         return !shop_->warehouse.list("/admin/parts?store=west&product=" + code).empty();
       }),
       code + " is read in");
}

std::string ConnectedShop::pay_by_wechat(WorkOrder& order) {
  Answer begun;
  const Headers key{{"Idempotency-Key", served_->fresh_key()}};
  must(becomes_true([&] {
         begun = order.post(order.customer, "/mp/work-orders/{work_order}/payments",
                            {{"quote_version", order.quote_version()}}, key);
         return begun.status == 200;
       }),
       "the payment begins");
  const std::string number = begun.body.at("payment");
  const Json paid{{"out_trade_no", number}};
  pay_.control("POST", "pay", json::Document::of(paid.dump()));
  must(becomes_true([&] { return order.shown().at("status") == "PAID"; }), "the order is paid");
  return number;
}

std::string ConnectedShop::requisition(WorkOrder& order, const std::string& code, int pieces) {
  const auto wanted = order.done(order.technician, "/tech/work-orders/{work_order}/requisitions",
                                 {{"product", code}, {"quantity", pieces}});
  accepted(shop_->warehouse.post("/admin/requisitions/" + wanted.id() + "/approve"));
  return wanted.id();
}

Json ConnectedShop::messages() { return parsed(mini_.control("GET", "state")).at("messages"); }
Json ConnectedShop::pickings() { return parsed(odoo_.state()).at("pickings"); }
Json ConnectedShop::at_wechat_pay(const std::string& table) {
  return parsed(pay_.control("GET", "state")).at(table);
}
Json ConnectedShop::changes_in_odoo() { return parsed(odoo_.state()).at("changes"); }

Json ConnectedShop::requests() {
  return {{"odoo", parsed(odoo_.state()).at("requests")},
          {"wechat_pay", parsed(pay_.control("GET", "requests")).at("requests")},
          {"mini_program", parsed(mini_.control("GET", "requests")).at("requests")}};
}

}  // namespace fettle::journey
