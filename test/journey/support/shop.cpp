#include "test/journey/support/shop.hpp"

#include <fmt/format.h>

#include "test/http/client.hpp"

namespace fettle::journey {
namespace {

Caller staff(Served& served, const std::string& role) { return {served, {"the-" + role, role}}; }

}  // namespace

Shop::Shop(Served& served)
    : owner(staff(served, "operator")),
      manager(staff(served, "manager")),
      front_desk(staff(served, "front_desk")),
      finance(staff(served, "finance")),
      warehouse(staff(served, "warehouse")),
      served_(served) {
  accepted(owner.post("/admin/tenant", {{"name", "西区汽修"}, {"kind", "auto"}}));
  const Json b1{{"id", "b1"}, {"name", "一号工位"}}, b2{{"id", "b2"}, {"name", "二号工位"}};
  accepted(owner.post("/admin/stores", {{"id", store}, {"name", "西店"}, {"bays", {b1, b2}}}));
  accepted(owner.post("/admin/stores",
                      {{"id", careful}, {"name", "东店"}, {"bays", Json::array({b1})}}));
  const Json threshold{{"store", careful}, {"value", threshold_fen}};
  accepted(manager.send("PUT", "/admin/settings/quote_approval_threshold", threshold.dump()));
}

Caller Shop::with_role(const std::string& role) { return {served_, {served_.fresh(role), role}}; }

Caller Shop::customer() {
  auto caller = with_role("customer");
  accepted(caller.post("/mp/me", {{"name", "王小明"}}));
  return caller;
}

Caller Shop::technician(const std::optional<std::string>& store_id, const Json& skills) {
  Caller caller(served_, {served_.fresh("technician"), "technician", store_id});
  Json body{{"name", "李师傅"},
            {"role", "technician"},
            {"account", caller.account()},
            {"skills", skills}};
  if (store_id) body["store"] = *store_id;
  accepted(manager.post("/admin/staff", body));
  return caller;
}

std::string Shop::fresh_vin() {
  const auto number = served_.fresh("v");
  return fmt::format("LSVAB4185E{:0>7}", number.substr(number.find('-') + 1));
}

std::string Shop::vehicle_of(const Caller& customer) {
  const Json body{{"vin", fresh_vin()},
                  {"model", "大众帕萨特"},
                  {"model_year", 2019},
                  {"plate", "京A12345"},
                  {"mileage_km", 45'000}};
  return accepted(customer.post("/mp/vehicles", body)).id();
}

void Shop::await_connections(const std::vector<std::string>& connectors) {
  for (const auto& connector : connectors) {
    // What settings have connected may be enabled by people; that of what is enabled does nothing.
    const auto is_connected = [&] {
      return manager.post("/admin/connectors/" + connector + "/enable", Json::object()).status ==
             200;
    };
    if (!http::test::eventually(is_connected)) {
      throw std::runtime_error("not connected: " + connector);
    }
  }
}

}  // namespace fettle::journey
