// Time that passes: the clock of a process in test mode is moved, and what is due happens.
#include <doctest/doctest.h>

#include "test/http/client.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

Answer move_clock(Served& served, const Json& body) {
  return ask(served, "POST", "/test/clock", body.dump(), {{"Content-Type", "application/json"}});
}

void pass_hours(Served& served, std::int64_t hours) {
  REQUIRE(move_clock(served, {{"advance_ms", hours * hour_ms}}).status == 200);
}

// Reads the log itself: tokens of before are long expired once hours have passed.
std::int64_t stops_of(const Served& served, const std::string& order) {
  const auto done = served.command({"replay", "--aggregate", "job/" + order, "--type", "TimerSt"});
  std::int64_t count = 0;
  for (auto at = done.output.find("TimerStopped\""); at != std::string::npos;
       at = done.output.find("TimerStopped\"", at + 1)) {
    ++count;
  }
  return count;
}

bool is_dropped(const Served& served, const std::string& media) {
  const auto done = served.command({"replay", "--aggregate", "media/" + media});
  return done.output.find("MediaDropped\"") != std::string::npos;
}

Caller manager_at_any_time(Served& served) {
  return {served, {"the-manager", "manager", {}, default_tenant, std::chrono::hours(24 * 30)}};
}

}  // namespace

TEST_CASE("a forgotten work timer stops itself once, also over a crash in between") {
  Served served(Settings{{"test_mode", "true"}});
  Shop shop(served);
  const auto manager = manager_at_any_time(served);
  WorkOrder order(shop);
  order.to("REPAIRING").done(order.technician, "/tech/work-orders/{work_order}/timer/start");
  pass_hours(served, 11);
  accepted(manager.post("/admin/staff", {{"name", "李师傅"}, {"role", "technician"}}));
  CHECK(stops_of(served, order.id) == 0);

  // The clock of the new process begins at the real time: eleven hours earlier.
  served.kill();
  served.start();
  CHECK(stops_of(served, order.id) == 0);
  pass_hours(served, 13);
  REQUIRE(http::test::eventually([&] { return stops_of(served, order.id) == 1; }));

  pass_hours(served, 24);
  served.kill();
  served.start();
  pass_hours(served, 48);
  accepted(manager.post("/admin/staff", {{"name", "王师傅"}, {"role", "technician"}}));
  CHECK(stops_of(served, order.id) == 1);
  const auto done =
      served.command({"replay", "--aggregate", "job/" + order.id, "--type", "TimerStopped"});
  CHECK(done.output.find("\"reason\":\"forgotten\"") != std::string::npos);
  CHECK(done.output.find("\"seconds\":43200") != std::string::npos);
  const auto shown = accepted(manager.get("/admin/work-orders/" + order.id)).body;
  CHECK(shown.at("status") == "REPAIRING");
}

TEST_CASE("a clock is moved by a whole number of milliseconds, forward, and in test mode only") {
  Served served(Settings{{"test_mode", "true"}});
  for (const auto& wrong : {Json{{"advance_ms", -1}}, Json{{"advance_ms", "1"}}, Json{{"x", 1}},
                            Json{{"advance_ms", 1e12}}, Json::array()}) {
    const auto answer = move_clock(served, wrong);
    CHECK(answer.status == 422);
    CHECK(answer.code() == "advance_malformed");
  }
  CHECK(move_clock(served, {{"advance_ms", 0}}).status == 200);
  CHECK(ask(served, "GET", "/test/clock", "", {}).status == 405);
  CHECK(move_clock(shop().served(), {{"advance_ms", 0}}).status == 404);
}

TEST_CASE("what was uploaded and never shown leaves the disk after a week") {
  Served served(Settings{{"test_mode", "true"}});
  Shop shop(served);
  const auto customer = shop.customer();
  const auto shown = upload(customer), unshown = upload(customer);
  accepted(customer.post("/mp/work-orders", {{"description", "空调不凉"},
                                             {"vehicle", shop.vehicle_of(customer)},
                                             {"store", shop.store},
                                             {"media", Json::array({shown})}}));
  const auto bytes_of = [&](const std::string& id) {
    return served.data_dir() / "media" / default_tenant / id;
  };
  REQUIRE(std::filesystem::exists(bytes_of(unshown)));
  pass_hours(served, 8 * 24);
  REQUIRE(http::test::eventually([&] { return is_dropped(served, unshown); }));
  pass_hours(served, 2);  // the sweep looks once an hour
  CHECK(http::test::eventually([&] { return !std::filesystem::exists(bytes_of(unshown)); }));
  CHECK_FALSE(is_dropped(served, shown));
  CHECK(std::filesystem::exists(bytes_of(shown)));
}
