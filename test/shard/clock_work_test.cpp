// What a shard does by the clock: timers, and another try after a failure.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

constexpr std::chrono::hours hour{1};
const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

toy::MakeBox box_closing(Moment due) {
  static int made = 0;
  return {Text<1, 40>("box " + std::to_string(++made)), Text<1, 40>("red"), due};
}
toy::AddThings add_one(const std::string& box) { return {toy::Box::Key(box), Whole<0, 100>(1)}; }

}  // namespace

TEST_CASE("a timer fires once when it is due, also after a restart") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto due = bench.clock.now() + hour;
  const auto box = std::get<Accepted>(bench.ask(box_closing(due))).id;
  bench.settle();
  CHECK(code_of(bench.ask(add_one(box))) == "accepted");
  bench.snapshots.crash();
  bench.restart();
  bench.clock.move_by(2 * hour);
  bench.settle();
  const auto end = bench.log.end();
  bench.settle();
  CHECK(bench.log.end() == end);
  CHECK(code_of(bench.ask(add_one(box))) == "box_closed");
}

TEST_CASE("timers of a stopped tenant hold up nobody else's") {
  ShardBench bench;
  const TenantId other("other");
  bench.ask(make_tenant);
  bench.send(make_tenant, "", {}, other);
  const auto due = bench.clock.now() + hour;
  for (int n = 0; n < 150; ++n) bench.ask(box_closing(due));
  const auto theirs = bench.send(box_closing(due + hour), "", {}, other);
  bench.settle();
  bench.put_unreadable();
  bench.restart();
  REQUIRE(bench.shard->stopped_tenants().contains("demo"));
  bench.clock.move_by(3 * hour);
  bench.settle();
  const auto late = bench.send(add_one(std::get<Accepted>(**theirs).id), "", {}, other);
  bench.settle();
  CHECK(code_of(**late) == "box_closed");
}

TEST_CASE("a timer that a store's fault kept from being asked is asked again") {
  ShardBench bench({.cached_max = 1});
  bench.ask(make_tenant);
  const auto box = std::get<Accepted>(bench.ask(box_closing(bench.clock.now() + hour))).id;
  bench.make_box("what is kept in memory");
  bench.clock.move_by(2 * hour);
  bench.snapshots.fail_reads_of('a', Fault{FaultKind::unavailable, "snapshots_unavailable", ""});
  bench.settle();
  bench.snapshots.fail_reads_of('a', {});
  bench.settle();
  CHECK(code_of(bench.ask(add_one(box))) == "box_closed");
}

TEST_CASE("a timer whose rule breaks over a store's fault is asked again") {
  ShardBench bench({.cached_max = 1});
  bench.ask(make_tenant);
  const auto box = std::get<Accepted>(bench.ask(box_closing(bench.clock.now() + hour))).id;
  bench.clock.move_by(2 * hour);
  bench.snapshots.fail_reads_of('a', Fault{FaultKind::unavailable, "snapshots_unavailable", ""});
  bench.settle();
  bench.snapshots.fail_reads_of('a', {});
  bench.settle();
  CHECK(code_of(bench.ask(add_one(box))) == "box_closed");
}

TEST_CASE("a clock that is set back while the log fails prolongs nothing") {
  ShardBench bench;
  bench.ask(make_tenant);
  bench.log.fail_with(Fault{FaultKind::unavailable, "log_away", ""});
  bench.send(box_closing(bench.clock.now() + hour));
  bench.settle();
  REQUIRE_FALSE(bench.shard->serving());
  bench.log.fail_with(std::nullopt);
  bench.clock.move_by(-hour);
  bench.settle();
  CHECK(bench.shard->serving());
}

TEST_CASE("nothing of before a failure is written once the take-over has begun") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  for (int n = 0; n < 2; ++n) {  // the first is on its way to the store, the second waits behind it
    bench.send(add_one(box));
    bench.shard->commit();
    bench.own.run();
    bench.shard->tick();
  }
  bench.log.fail_with(Fault{FaultKind::unavailable, "log_away", ""});
  bench.send(add_one(box));
  bench.shard->commit();
  bench.own.run();
  bench.log.fail_with(std::nullopt);
  while (!bench.background.idle()) bench.background.run_one();
  bench.own.run();
  bench.shard->tick();  // asks for the take-over, behind what the background still does
  bench.background.run_one();
  bench.own.run_one();
  REQUIRE(bench.shard->serving());
  const auto claimed = bench.shard->checkpoint().next;
  bench.background.run();
  bench.own.run();
  const auto stored = parse_checkpoint(**bench.snapshots.get(keyspace::checkpoint));
  REQUIRE(stored);
  CHECK(stored->next == claimed);
}

}  // namespace fettle::test
