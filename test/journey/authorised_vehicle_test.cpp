// Whose vehicle a store may see: one that its owner brought in by an order, and no other.
#include <doctest/doctest.h>

#include <algorithm>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

Caller staff(const std::string& role, const std::string& store) {
  auto& served = shop().served();
  return {served, {served.fresh(role), role, store}};
}

struct Brought {
  Caller owner = shop().customer();
  std::string vehicle = shop().vehicle_of(owner);

  Answer seen_by(const Caller& caller) const {
    const std::string list = caller.role() == "technician" ? "/tech/vehicles" : "/admin/vehicles";
    return caller.get(list + "/" + vehicle);
  }
  bool listed_for(const Caller& caller) const {
    const auto rows = caller.list("/admin/vehicles");
    return std::any_of(rows.begin(), rows.end(),
                       [&](const Json& row) { return row.at("id") == vehicle; });
  }
};

// Neither itself nor on a list.
bool hidden(const Brought& car, const Caller& caller) {
  const auto answer = car.seen_by(caller);
  return answer.status == 404 && answer.code() == "not_found" && !car.listed_for(caller);
}

}  // namespace

TEST_CASE("[AR-13] staff see a vehicle and its history by an order of its owner, or not at all") {
  const auto west = shop().store, east = shop().careful;
  const auto desk = staff("front_desk", west), manager = staff("manager", west);
  const auto other_desk = staff("front_desk", east), other_manager = staff("manager", east);
  const Brought car;
  for (const auto* caller : {&desk, &manager, &other_desk, &other_manager, &shop().manager}) {
    CHECK(hidden(car, *caller));
  }

  const auto foreign = shop().customer().post(
      "/mp/work-orders", {{"description", "异响"}, {"vehicle", car.vehicle}, {"store", west}});
  CHECK(foreign.status == 422);
  CHECK(foreign.field_code("vehicle") == "vehicle_unknown");
  CHECK(hidden(car, desk));

  WorkOrder order(shop(), car.owner, car.vehicle, west);
  for (const auto* caller : {&desk, &manager, &shop().manager}) {
    const auto shown = accepted(car.seen_by(*caller)).body;
    CHECK(shown.at("vin").get<std::string>().starts_with("LSVAB4185E"));
    CHECK(shown.at("model") == "大众帕萨特");
    CHECK(shown.at("mileage_km") == 45'000);
    REQUIRE(shown.at("history").size() == 1);
    CHECK(shown.at("history").at(0).at("id") == order.id);
    CHECK(car.listed_for(*caller));
  }
  CHECK(hidden(car, other_desk));
  CHECK(hidden(car, other_manager));
  CHECK(hidden(Brought{car.owner, shop().vehicle_of(car.owner)}, desk));
}

TEST_CASE("[AR-13] a technician sees the vehicle of his order, and others of the staff none") {
  const Brought car;
  WorkOrder order(shop(), car.owner, car.vehicle, shop().store);
  CHECK(car.seen_by(order.technician).status == 404);
  order.to("ACCEPTED");
  CHECK(accepted(car.seen_by(order.technician)).body.at("id") == car.vehicle);
  CHECK(car.seen_by(shop().technician()).status == 404);
  for (const auto* caller : {&shop().finance, &shop().warehouse}) {
    CHECK(car.seen_by(*caller).status == 403);
    CHECK(caller->get("/admin/vehicles").status == 403);
  }
}

TEST_CASE("[AR-13] the history has the repairs of all stores, without money") {
  const Brought car;
  WorkOrder first(shop(), car.owner, car.vehicle, shop().store);
  first.to("DIAGNOSING");
  first.done(first.technician, "/tech/work-orders/{work_order}/diagnosis",
             {{"fault_codes", Json::array({"P0301"})},
              {"finding", "一缸点火线圈损坏"},
              {"suggestions", Json::array({"更换"})}});
  first.to("PAID");
  const WorkOrder second(shop(), car.owner, car.vehicle, shop().careful);
  const auto shown = accepted(car.seen_by(staff("front_desk", shop().careful))).body;
  const auto& history = shown.at("history");
  REQUIRE(history.size() == 2);
  CHECK(history.at(0).at("id") == first.id);
  CHECK(history.at(0).at("store_id") == shop().store);
  CHECK(history.at(0).at("status") == "PAID");
  CHECK(history.at(0).at("finding") == "一缸点火线圈损坏");
  CHECK(history.at(0).at("description") == "刹车异响，左前轮");
  CHECK(history.at(1).at("id") == second.id);
  for (const auto* secret : {"total", "paid", "quotes", "technician_id"}) {
    CHECK_FALSE(history.at(0).contains(secret));
  }
}
