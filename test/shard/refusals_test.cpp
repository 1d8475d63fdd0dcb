// What a shard refuses, and in which order it looks.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

using toy::AddThings;
using toy::MakeBox;

const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

AddThings add_to(const std::string& box) { return {toy::Box::Key(box), Whole<0, 100>(1)}; }

}  // namespace

TEST_CASE("a version is compared only for those who may know that the thing is there") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto closes_at = Moment(bench.clock.now().since_epoch() + std::chrono::hours(1));
  const auto box =
      std::get<Accepted>(bench.ask(MakeBox{Text<1, 40>("a"), Text<1, 40>("b"), closes_at})).id;
  CHECK(code_of(bench.ask(add_to("no-such-box"), "", 1)) == "box_unknown");
  CHECK(code_of(bench.ask(add_to("no-such-box"), "", 0)) == "box_unknown");
  CHECK(code_of(bench.ask(add_to(box), "", 7)) == "version_mismatch");
  CHECK(code_of(bench.ask(add_to(box), "", 1)) == "accepted");
  bench.clock.move_by(std::chrono::hours(2));
  bench.settle();
  CHECK(code_of(bench.ask(add_to(box), "", 2)) == "version_mismatch");
  CHECK(code_of(bench.ask(add_to(box), "", 3)) == "box_closed");
}

TEST_CASE(
    "a decision ends at the first thing that cannot be read: no rule meets what is not true") {
  ShardBench bench;
  Memory memory(bench.snapshots, bench.keys, bench.dice, 10);
  ShardView view(memory, bench.domain, TenantId("tenant"));
  CHECK(view.get<toy::Box>(toy::Box::Key("a")) == nullptr);
  bench.snapshots.fail_reads_of('a', Fault{FaultKind::unavailable, "snapshots_unavailable", ""});
  CHECK_THROWS_AS(view.get<toy::Box>(toy::Box::Key("a")), InvariantBroken);
  REQUIRE(view.fault());
  CHECK(view.fault()->code == "snapshots_unavailable");
}

TEST_CASE("a rule that breaks over a store's fault is not ours to mend, but a matter of time") {
  ShardBench bench({.cached_max = 1});
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  CHECK(code_of(bench.ask(add_to("unknown"))) == "box_unknown");  // keeps the tenant alone at hand
  bench.snapshots.fail_reads_of('a', Fault{FaultKind::unavailable, "snapshots_unavailable", ""});
  const auto outcome = bench.ask(toy::WeighBox{toy::Box::Key(box)});
  CHECK(code_of(outcome) == "snapshots_unavailable");
  CHECK(std::get<Fault>(outcome).kind == FaultKind::unavailable);
  bench.snapshots.fail_reads_of('a', {});
  CHECK(code_of(bench.ask(toy::WeighBox{toy::Box::Key(box)})) == "accepted");
}

TEST_CASE("an event that its reader would refuse is not written") {
  ShardBench bench;
  bench.ask(make_tenant);
  const std::string torn = "\xe8\xbd";  // two of the three bytes of one character
  CHECK(code_of(bench.ask(MakeBox{Text<1, 40>(torn), Text<1, 40>("red"), std::nullopt})) ==
        "invariant_broken");
  CHECK(code_of(bench.ask(MakeBox{Text<1, 40>("a"), Text<1, 40>("red"), std::nullopt}, torn)) ==
        "invariant_broken");
  const auto box = bench.make_box("a");
  bench.snapshots.crash();  // nothing was flushed: all is folded from the log
  bench.restart();
  CHECK(code_of(bench.ask(add_to(box), "", 1)) == "accepted");
}

TEST_CASE("a take-over that cannot be done is told once, and to clients it is a matter of time") {
  std::vector<std::string> told;
  ShardBench bench({.on_down = [&](const Fault& why) { told.push_back(why.code); }});
  bench.ask(make_tenant);
  REQUIRE(bench.snapshots.write({{keyspace::shape, "of another binary"}}));
  bench.log.fail_with(Fault{FaultKind::closed, "claimed_by_another", ""});
  bench.send(MakeBox{Text<1, 40>("a"), Text<1, 40>("red"), std::nullopt});
  bench.settle();
  bench.log.fail_with(std::nullopt);
  for (int i = 0; i < 3; ++i) {
    bench.clock.move_by(std::chrono::seconds(5));
    bench.settle();
  }
  CHECK(told == std::vector<std::string>{"claimed_by_another", "snapshots_of_another_shape"});
  const auto outcome = bench.ask(MakeBox{Text<1, 40>("a"), Text<1, 40>("red"), std::nullopt});
  CHECK(std::get<Fault>(outcome).kind == FaultKind::unavailable);
  CHECK(std::get<Fault>(outcome).code == "snapshots_of_another_shape");
}

TEST_CASE("a shard says what troubles it, and is silent when nothing does") {
  ShardBench bench;
  bench.ask(make_tenant);
  CHECK(!bench.shard->trouble());
  bench.log.fail_with(Fault{FaultKind::full, "log_full", ""});
  bench.send(MakeBox{Text<1, 40>("a"), Text<1, 40>("red"), std::nullopt});
  bench.settle();
  CHECK(bench.shard->trouble() == "log_full");
  bench.log.fail_with(std::nullopt);
  bench.clock.move_by(std::chrono::seconds(5));
  bench.settle();
  CHECK(!bench.shard->trouble());
}

}  // namespace fettle::test
