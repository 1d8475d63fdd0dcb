// PostgreSQL goes away and comes back while the projector works.
#include "core/projector_thread.hpp"
#include "test/readside/read_side.hpp"

namespace fettle::test {
namespace {

struct Number : Gauge, Counter {
  void set(double value) override { now = value; }
  void add(double change) override { now = now + change; }
  void add(std::uint64_t count) override { now = now + static_cast<double>(count); }
  std::atomic<double> now = 0;
};

const auto wait_for = [](const auto& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  return condition();
};

}  // namespace

TEST_CASE("after a restart of PostgreSQL the projector catches up, and nothing is folded twice") {
  TestCluster cluster;
  ReadSide side(cluster.url());
  open_shop(side.shop, "demo");
  auto projector = side.projector(side.tables, {.batch_bytes_max = 3000, .cached_rows_max = 50});
  whole_order(side.shop, "demo", "1");
  side.catch_up(projector);

  whole_order(side.shop, "demo", "2");
  REQUIRE(projector.step(std::chrono::milliseconds(0)));
  cluster.stop();
  const auto down = projector.step(std::chrono::milliseconds(0));
  REQUIRE(!down);
  CHECK(down.error().kind == FaultKind::unavailable);
  whole_order(side.shop, "demo", "3");
  cluster.start();
  side.catch_up(projector);

  TestDatabase fresh(cluster.url());
  PostgresTables alone(fresh.url(), shop_shape());
  auto reference = side.projector(alone);
  side.catch_up(reference);
  CHECK(rows_of(fresh, "auto") == rows_of(side.database, "auto"));
}

TEST_CASE("keys that cannot be read are no erasure: the rows wait for them") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.keys.fail_to_find_with(Fault{FaultKind::unavailable, "keys_unread", "not now"});
  auto projector = side.projector(side.tables);
  for (int tries = 0; tries < 2; ++tries) {
    const auto step = projector.step(std::chrono::milliseconds(0));
    REQUIRE_FALSE(step);
    CHECK(step.error().code == "keys_unread");
  }
  side.keys.fail_to_find_with(std::nullopt);
  side.catch_up(projector);
  CHECK(side.database.sql("SELECT count(*) FROM auto.users WHERE phone IS NULL") == "0");
  CHECK(side.database.sql("SELECT count(*) FROM auto.dead_letters") == "0");
}

TEST_CASE("the projector's thread tells its lag, and stops where only a person can help") {
  ReadSide side;
  open_shop(side.shop, "demo");
  Number lag, seconds, events, faults;
  const ProjectorGauges gauges{lag, seconds, events, faults};
  {
    ProjectorThread thread(std::make_unique<Projector>(side.projector(side.tables)), side.log,
                           Partition{0}, side.clock, gauges, [](const Fault&) {});
    CHECK(wait_for([&] { return events.now == 6 && lag.now == 0; }));
    whole_order(side.shop, "demo", "1");
    CHECK(wait_for([&] { return events.now > 20 && lag.now == 0; }));
    CHECK(!thread.stopped());
  }
  side.log.cut(Offset{3});
  ProjectorThread thread(std::make_unique<Projector>(side.projector(side.tables)), side.log,
                         Partition{0}, side.clock, gauges, [](const Fault&) {});
  CHECK(wait_for([&] { return thread.stopped().has_value(); }));
  CHECK(thread.stopped()->code == "checkpoint_ahead_of_log");
}

TEST_CASE("a projector that ends tells of no lag: another process may fold its partition") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.keys.fail_to_find_with(Fault{FaultKind::unavailable, "keys_unread", "not now"});
  Number lag, seconds, events, faults;
  {
    const ProjectorThread thread(std::make_unique<Projector>(side.projector(side.tables)), side.log,
                                 Partition{0}, side.clock, {lag, seconds, events, faults},
                                 [](const Fault&) {});
    CHECK(wait_for([&] { return lag.now > 0; }));
  }
  CHECK(lag.now == 0);
  CHECK(seconds.now == 0);
}

}  // namespace fettle::test
