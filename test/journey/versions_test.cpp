// Entity tags: what a query shows of a version is what a command takes.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

namespace {

const std::string detail = "/mp/work-orders/{work_order}";
const std::string notes = "/admin/work-orders/{work_order}/notes";

Headers if_match(const Answer& answer) { return {{"If-Match", answer.header("etag")}}; }

}  // namespace

TEST_CASE("the ETag of a detail is what If-Match takes, once") {
  WorkOrder order(shop());
  const auto seen = order.customer.get(order.path(detail));
  REQUIRE(seen.status == 200);
  CHECK(seen.header("etag") == "\"" + std::to_string(order.version()) + "\"");
  const auto first = order.post(shop().front_desk, notes, {{"note", "一"}}, if_match(seen));
  REQUIRE(first.accepted());
  const auto second = order.post(shop().front_desk, notes, {{"note", "二"}}, if_match(seen));
  CHECK(second.status == 412);
  CHECK(second.code() == "version_mismatch");
  CHECK(first.header("etag") == "\"" + std::to_string(first.version()) + "\"");
  CHECK(order.post(shop().front_desk, notes, {{"note", "三"}}, if_match(first)).accepted());
}

TEST_CASE("a list that did not change is 304 without a body, and 200 after a change") {
  const auto customer = shop().customer();
  shop().vehicle_of(customer);
  const auto list = customer.get("/mp/vehicles");
  REQUIRE(list.status == 200);
  REQUIRE(!list.header("etag").empty());
  const Headers known{{"If-None-Match", list.header("etag")}};
  const auto same = customer.get("/mp/vehicles", known);
  CHECK(same.status == 304);
  CHECK(same.text.empty());
  CHECK(same.header("etag") == list.header("etag"));
  shop().vehicle_of(customer);
  const auto changed = customer.get("/mp/vehicles", known);
  CHECK(changed.status == 200);
  CHECK(changed.body.at("items").size() == 2);
  CHECK(changed.header("etag") != list.header("etag"));
}

TEST_CASE("the product's metrics tell how far the rows are behind") {
  WorkOrder order(shop());
  order.shown();
  const auto page = ask(shop().served(), "GET", "/metrics", "", {}).text;
  for (const auto* name : {"lag_records", "lag_seconds", "events_total"}) {
    CAPTURE(name);
    CHECK(page.find(fmt::format("\nfettle_projector_{}{{partition=\"0\"}} ", name)) !=
          std::string::npos);
  }
}
