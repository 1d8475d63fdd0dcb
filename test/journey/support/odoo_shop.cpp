#include "test/journey/support/odoo_shop.hpp"

#include <fmt/format.h>

#include "test/http/client.hpp"
#include "test/journey/support/free_port.hpp"
#include "test/journey/support/outside.hpp"
#include "test/journey/support/shelves.hpp"

namespace fettle::journey {
namespace {

constexpr auto connection = R"([demo.odoo]
url = "{}"
database = "shop"
login = "fettle"
secret = "{}"
look_seconds = {}

[demo.odoo.warehouses]
west = "WH"
)";

// JSON-2 takes a key, and JSON-RPC takes it for a password.
constexpr auto key = "0123456789abcdef0123456789abcdef01234567";

Json parsed(const json::Document& document) { return Json::parse(document.compact()); }

}  // namespace

std::string odoo_connection(const test::FakeOdoo& odoo, int look_seconds) {
  return fmt::format(connection, odoo.url(), key, look_seconds);
}

OdooShop::OdooShop(int version, int look_seconds, const Settings& more) : odoo_(web_, version) {
  connection_ = odoo_connection(odoo_, look_seconds);
  connect();
  // A node that begins again under its name goes on at once with what it was at.
  Settings settings{{"rate.token_per_second", "0"},
                    {"rate.address_per_second", "0"},
                    {"http.port", std::to_string(free_port())},
                    {"connectors.file", (folder_.path() / "connectors.toml").string()},
                    {"connectors.odoo_retry", "1 1 1 1 1 1"},
                    {"connectors.breaker_pause_ms", "300"}};
  for (const auto& [name, value] : more) settings[name] = value;
  served_ = std::make_unique<Served>(settings);
  shop_ = std::make_unique<Shop>(*served_);
  shop_->await_connections({"odoo"});
}

void OdooShop::connect_by(const std::string& connections) {
  write_connections(folder_.path() / "connectors.toml", connections);
}

void OdooShop::set(const std::string& line) {
  connection_.insert(connection_.find("\n[demo.odoo.warehouses]"), line + "\n");
  connect();
}

void OdooShop::disconnect() { connect_by(""); }
void OdooShop::connect() { connect_by(connection_); }

void OdooShop::make_sale_documents() {
  const auto product = odoo_.ask("/fake/product", json::Document::object({{"code", "SERVICE"}}));
  connection_.insert(
      connection_.find("\n[demo.odoo.warehouses]"),
      fmt::format("sale_documents = true\nservice_product = {}\n", product.compact()));
  connect();
  served_->restart();
}

void OdooShop::put_in_odoo(const std::string& code, int pieces, const std::string& tracking) {
  odoo_.ask("/fake/product", json::Document::of(Json{
                                 {"code", code},
                                 {"name", "刹车片 " + code},
                                 {"price", 99.5},
                                 {"cost", 40.0},
                                 {"supplier", "博世"},
                                 {"tracking", tracking},
                                 {"quants",
                                  {pieces}}}.dump()));
}

void OdooShop::await(const std::string& code) {
  if (http::test::eventually([&] { return !part(code).is_null(); })) return;
  throw std::runtime_error(code + " was not read in");
}

void OdooShop::stocked(const std::string& code, int pieces) {
  put_in_odoo(code, pieces, "none");
  await(code);
}

void OdooShop::fill_shelves() {
  put_in_odoo(pads, shelf_pieces, "none");
  put_in_odoo(oil, shelf_pieces, "lot");
  served_->restart();
  await(pads);
  await(oil);
}

Json OdooShop::part(const std::string& code) {
  const auto parts = shop_->warehouse.list("/admin/parts?store=west&product=" + code);
  return parts.empty() ? Json(nullptr) : parts.at(0);
}

Json OdooShop::requisition(const std::string& id) {
  return shop_->warehouse.get("/admin/requisitions/" + id).body;
}

std::string OdooShop::requested(WorkOrder& order, const std::string& code, int pieces) {
  return order
      .done(order.technician, "/tech/work-orders/{work_order}/requisitions",
            {{"product", code}, {"quantity", pieces}})
      .id();
}

Answer OdooShop::approve(const std::string& requisition) {
  return shop_->warehouse.post("/admin/requisitions/" + requisition + "/approve");
}

Json OdooShop::pickings(const std::string& code) {
  Json found = Json::array();
  const auto state = parsed(odoo_.state());
  for (const auto& picking : state.at("pickings")) {
    for (const auto& line : picking.at("lines")) {
      if (line.at("code") == code) found.push_back(picking);
    }
  }
  return found;
}

double OdooShop::on_hand(const std::string& code) {
  const auto state = parsed(odoo_.state());
  for (const auto& place : state.at("stock")) {
    if (place.at("code") == code && place.at("place") == "WH/Stock") return place.at("quantity");
  }
  return 0;
}

int OdooShop::calls(std::string_view begin, std::string_view transport) {
  const auto state = parsed(odoo_.state());
  int sum = 0;
  for (const auto& [by, counts] : state.at("calls").items()) {
    if (!transport.empty() && by != transport) continue;
    for (const auto& [name, count] : counts.items()) {
      if (name.starts_with(begin)) sum += count.get<int>();
    }
  }
  return sum;
}

bool OdooShop::becomes(const std::string& id, const std::string& state) {
  return http::test::eventually([&] { return requisition(id).at("status") == state; });
}

}  // namespace fettle::journey
