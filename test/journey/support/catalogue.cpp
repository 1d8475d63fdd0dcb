#include "test/journey/support/catalogue.hpp"

#include "test/journey/support/connector_entries.hpp"
#include "test/journey/support/money_entries.hpp"
#include "test/journey/support/notices.hpp"
#include "test/journey/support/order_commands.hpp"
#include "test/journey/support/parts_entries.hpp"
#include "test/journey/support/refund_entry.hpp"
#include "test/journey/support/uploads.hpp"

namespace fettle::journey {
namespace {

Request post(const Caller& by, std::string path, Json body = Json::object()) {
  return {by, "POST", std::move(path), std::move(body)};
}

std::string new_store(Shop& shop) {
  return accepted(shop.manager.post("/admin/stores", {{"name", "南店"}})).id();
}

Json new_template(Shop& shop) {
  return {{"name", shop.served().fresh("模板")}, {"finding", "刹车片磨损到限"}};
}

// A tenant that does not exist yet is named by the path and by the token.
Request new_tenant(Shop& shop) {
  const auto tenant = shop.served().fresh("tenant");
  const Caller by(shop.served(), {"its-owner", "operator", {}, tenant});
  return post(by, "/" + tenant + "/admin/tenant", {{"name", "北区汽修"}, {"kind", "auto"}});
}

std::vector<Entry> of_the_business() {
  return {
      {"CreateTenant", "POST /admin/tenant", new_tenant},
      {"CreateStore", "POST /admin/stores",
       [](Shop& shop) {
         return post(shop.manager, "/admin/stores", {{"name", "北店"}});
       }},
      {"EditStore", "PATCH /admin/stores/{store}",
       [](Shop& shop) {
         return Request{
             shop.manager, "PATCH", "/admin/stores/" + new_store(shop), {{"name", "新名"}}};
       }},
      {"AddBay", "POST /admin/stores/{store}/bays",
       [](Shop& shop) {
         return post(shop.manager, "/admin/stores/" + new_store(shop) + "/bays",
                     {{"bay", "b9"}, {"name", "九号工位"}});
       }},
      {"PutSetting", "PUT /admin/settings/{name}",
       [](Shop& shop) {
         return Request{shop.manager,
                        "PUT",
                        "/admin/settings/timer_limit_minutes",
                        {{"store", new_store(shop)}, {"value", 60}}};
       }},
      {"CreateTemplate", "POST /admin/templates",
       [](Shop& shop) { return post(shop.manager, "/admin/templates", new_template(shop)); }},
      {"WithdrawTemplate", "POST /admin/templates/{template_id}/withdraw",
       [](Shop& shop) {
         const auto made = accepted(shop.manager.post("/admin/templates", new_template(shop)));
         return post(shop.manager, "/admin/templates/" + made.id() + "/withdraw");
       }},
  };
}

std::vector<Entry> of_people() {
  return {
      {"RegisterStaff", "POST /admin/staff",
       [](Shop& shop) {
         return post(shop.manager, "/admin/staff", {{"name", "赵前台"}, {"role", "front_desk"}});
       }},
      {"EditStaff", "PATCH /admin/staff/{staff}",
       [](Shop& shop) {
         return Request{shop.manager,
                        "PATCH",
                        "/admin/staff/" + shop.technician().account(),
                        {{"active", false}}};
       }},
      {"RegisterMyself", "POST /mp/me",
       [](Shop& shop) {
         return post(shop.with_role("customer"), "/mp/me", {{"name", "钱女士"}});
       }},
      {"RegisterCustomer", "POST /admin/customers",
       [](Shop& shop) {
         return post(shop.front_desk, "/admin/customers", {{"name", "孙先生"}});
       }},
      {"EditMyself", "PATCH /mp/me",
       [](Shop& shop) {
         return Request{shop.customer(), "PATCH", "/mp/me", {{"name", "李女士"}}};
       }},
  };
}

std::vector<Entry> of_vehicles_and_notices() {
  return {
      {"RegisterVehicle", "POST /mp/vehicles",
       [](Shop& shop) {
         return post(shop.customer(), "/mp/vehicles",
                     {{"vin", shop.fresh_vin()}, {"model", "比亚迪汉"}});
       }},
      {"EditVehicle", "PATCH /mp/vehicles/{vehicle}",
       [](Shop& shop) {
         const auto customer = shop.customer();
         return Request{customer,
                        "PATCH",
                        "/mp/vehicles/" + shop.vehicle_of(customer),
                        {{"mileage_km", 50'000}}};
       }},
      {"CreateWorkOrder", "POST /mp/work-orders",
       [](Shop& shop) {
         const auto customer = shop.customer();
         return post(customer, "/mp/work-orders",
                     {{"description", "空调不凉"},
                      {"vehicle", shop.vehicle_of(customer)},
                      {"store", shop.store}});
       }},
      {"MarkNoticeRead", "POST /mp/notices/{notice}/read",
       [](Shop& shop) {
         WorkOrder order(shop);
         order.to("QUOTED");
         const auto notice = notices_of(order.customer, 1).at(0).at("id").get<std::string>();
         return post(order.customer, "/mp/notices/" + notice + "/read");
       }},
  };
}

std::vector<Entry> of_media() {
  const auto begun_by = [](const Caller& caller) {
    return post(caller, face_of(caller) + "/uploads", announcement(clip_of(1'000)));
  };
  return {
      {"BeginMedia", "POST /mp/uploads", [=](Shop& shop) { return begun_by(shop.customer()); }},
      {"BeginMedia", "POST /tech/uploads", [=](Shop& shop) { return begun_by(shop.technician()); }},
      {"BeginMedia", "POST /admin/uploads", [=](Shop& shop) { return begun_by(shop.front_desk); }},
  };
}

Entry entry_of(const OrderCommand& command) {
  return {command.name, "POST " + command.pattern, [&command](Shop& shop) {
            auto order = ready_for(command, shop, command.moves.begin()->first);
            return post(command.by(order), order.path(command.pattern), command.body(order));
          }};
}

}  // namespace

std::vector<Entry> catalogue() {
  auto entries = of_the_business();
  for (const auto& part : {of_people(), of_vehicles_and_notices(), of_money(), of_media(),
                           of_parts(), of_counts(), of_connectors()}) {
    entries.insert(entries.end(), part.begin(), part.end());
  }
  entries.push_back(of_stuck_refund());
  for (const auto& command : order_commands()) entries.push_back(entry_of(command));
  return entries;
}

}  // namespace fettle::journey
