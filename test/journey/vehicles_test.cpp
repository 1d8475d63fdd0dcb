// Customers, their vehicles and the store they like.
#include <doctest/doctest.h>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

Json vehicle(const std::string& vin) {
  return {
      {"vin", vin}, {"model", "大众帕萨特 330TSI"}, {"model_year", 2019}, {"mileage_km", 45'000}};
}

std::string row_of(const std::string& id, const std::string& columns) {
  const auto rows = shop().served().database().rows("SELECT concat_ws('|', " + columns +
                                                    ") FROM auto.vehicles WHERE id = '" + id + "'");
  return rows.empty() ? "" : rows.front().front().value_or("");
}

}  // namespace

TEST_CASE("[AR-11] a customer adds and edits a vehicle, and only he sees it") {
  const auto owner = shop().customer(), other = shop().customer();
  const auto vin = shop().fresh_vin();
  const auto id = accepted(owner.post("/mp/vehicles", vehicle(vin))).id();

  const auto mine = owner.list("/mp/vehicles");
  REQUIRE(mine.size() == 1);
  CHECK(mine.at(0).at("id") == id);
  CHECK(mine.at(0).at("vin") == vin);
  CHECK(mine.at(0).at("model") == "大众帕萨特 330TSI");
  CHECK(mine.at(0).at("model_year") == 2019);
  CHECK(mine.at(0).at("mileage_km") == 45'000);
  CHECK(mine.at(0).at("owner_id") == owner.account());
  CHECK(row_of(id, "vin, model_year, mileage_km, owner_id") ==
        vin + "|2019|45000|" + owner.account());
  CHECK(other.list("/mp/vehicles").empty());
  CHECK(other.get("/mp/vehicles/" + id).status == 404);

  const Json change{{"mileage_km", 51'000}, {"model", "大众帕萨特 380TSI"}};
  CHECK(other.send("PATCH", "/mp/vehicles/" + id, change.dump()).status == 404);
  CHECK(owner.send("PATCH", "/mp/vehicles/" + id, change.dump()).accepted());
  const auto shown = accepted(owner.get("/mp/vehicles/" + id)).body;
  CHECK(shown.at("mileage_km") == 51'000);
  CHECK(shown.at("model") == "大众帕萨特 380TSI");
  CHECK(shown.at("vin") == vin);
  CHECK(row_of(id, "mileage_km") == "51000");
}

TEST_CASE("[AR-11] an empty or wrongly written frame number is refused") {
  const auto owner = shop().customer();
  const auto id = shop().vehicle_of(owner);
  const std::string seventeen_with_o = "LSVAB4185EO000001";
  for (const auto& vin : {std::string(), std::string(" "), std::string("LSV AB4185"),
                          std::string("京A12345"), std::string("lsvab4185e2000001"),
                          std::string("LSVAB4185E2000001X2345"), seventeen_with_o}) {
    CAPTURE(vin);
    const auto added = owner.post("/mp/vehicles", vehicle(vin));
    CHECK(added.status == 422);
    CHECK(!added.field_code("vin").empty());
    const auto edited = owner.send("PATCH", "/mp/vehicles/" + id, Json{{"vin", vin}}.dump());
    CHECK(edited.status == 422);
    CHECK(!edited.field_code("vin").empty());
  }
  CHECK(owner.list("/mp/vehicles").size() == 1);
  CHECK(accepted(owner.get("/mp/vehicles/" + id)).body.at("version") == 1);
}

TEST_CASE("[AR-12:part] the store a customer likes is kept and can be changed") {
  const auto customer = shop().customer();
  const auto liked = [&] {
    const auto path = "/admin/customers/" + customer.account();
    return accepted(shop().manager.get(path)).body.at("preferred_store");
  };
  CHECK(liked().is_null());
  const auto like = [&](const std::string& store) {
    return customer.send("PATCH", "/mp/me", Json{{"preferred_store", store}}.dump());
  };
  CHECK(like(shop().store).accepted());
  CHECK(liked() == shop().store);
  CHECK(like(shop().careful).accepted());
  CHECK(liked() == shop().careful);
  CHECK(like("nowhere").field_code("preferred_store") == "store_unknown");
  CHECK(liked() == shop().careful);
}

TEST_CASE("[AR-13:part] an order names a vehicle of its own customer only") {
  const auto owner = shop().customer(), other = shop().customer();
  const auto vehicle = shop().vehicle_of(owner);
  const auto refused =
      other.post("/mp/work-orders",
                 {{"description", "刹车异响"}, {"vehicle", vehicle}, {"store", shop().store}});
  CHECK(refused.status == 422);
  CHECK(refused.field_code("vehicle") == "vehicle_unknown");
  CHECK(other.list("/mp/work-orders").empty());
}
