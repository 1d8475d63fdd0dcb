// What a stranger sends ends up in records of what he was refused: they must be readable for ever.
#include <doctest/doctest.h>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;

TEST_CASE("whatever a refused request names, the log of its tenant stays readable") {
  Served served(Settings{{"rate.token_per_second", "0"}, {"rate.address_per_second", "0"}});
  Shop own(served);
  WorkOrder order(own);
  const auto customer = own.customer();
  std::string name, encoded;
  for (int i = 0; i < 22; ++i) {  // 66 bytes, and a record keeps 64 of them
    name += "车";
    encoded += "%E8%BD%A6";
  }
  const auto path = "/admin/work-orders/" + encoded + "/quotes";
  const Headers torn{{"traceparent", "00-\xe8\xbd-01"}, {"User-Agent", "\xff\xfe"}};
  const Caller stranger(served, {"stranger", "customer", {}, "north"});
  CHECK(customer.post(path, quote_of(1)).status == 403);
  CHECK(customer.post(path, quote_of(1), torn).status == 403);
  CHECK(stranger.post(path, quote_of(1), torn).code() == "wrong_tenant");
  CHECK(customer.get("/admin/customers/" + encoded).status == 403);

  served.kill();
  std::filesystem::remove_all(served.data_dir() / "snapshots");
  served.start();
  CHECK(order.post(own.front_desk, "/admin/work-orders/{work_order}/notes", {{"note", "仍在"}})
            .accepted());
  const auto trail = own.manager.list("/admin/audit?outcome=DENIED");
  REQUIRE(trail.size() == 4);
  for (const auto& row : trail) CHECK(row.at("object_id") == name.substr(0, 63));
  CHECK(own.manager.list("/admin/dead-letters").empty());
  served.stop();
  const auto doctor = served.command({"doctor"});
  CHECK(doctor.exit == 0);
  CHECK(doctor.output.find(" 0 unreadable; 0 tenants would stop") != std::string::npos);
}
