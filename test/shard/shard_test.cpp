// What a shard promises, on doubles that a test can stop, fail and restart.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

using toy::AddThings;
using toy::MakeBox;
using toy::MakeTenant;

const MakeTenant make_tenant{Text<1, 20>("auto")};
MakeBox box_named(const std::string& name) {
  return {Text<1, 40>(name), Text<1, 40>("red"), std::nullopt};
}
AddThings add_to(const std::string& box, std::int64_t count) {
  return {toy::Box::Key(box), Whole<0, 100>(count)};
}

}  // namespace

TEST_CASE("an answer leaves only after its commit is durable") {
  ShardBench bench;
  const auto outcome = bench.send(make_tenant);
  bench.own.run();
  CHECK(!outcome->has_value());
  bench.shard->commit();
  bench.own.run();
  REQUIRE(outcome->has_value());
  const auto& accepted = std::get<Accepted>(**outcome);
  CHECK(accepted.version == 1);
  CHECK(accepted.id == "demo");
  CHECK(to_text(*accepted.position) == "log-1:0:1");
}

TEST_CASE("a refusal waits for the pending commit it was decided on") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto first = bench.send(box_named("a"));
  const auto second = bench.send(box_named("a"));
  bench.own.run();
  CHECK(!second->has_value());
  bench.settle();
  CHECK(code_of(**first) == "accepted");
  CHECK(code_of(**second) == "name_taken");
}

TEST_CASE("when the log fails nobody is told of what was decided, and a retry is safe") {
  ShardBench bench;
  bench.ask(make_tenant);
  bench.log.fail_with(Fault{FaultKind::full, "log_full", ""});
  const auto made = bench.send(box_named("a"), "k1");
  const auto refused = bench.send(box_named("a"), "k2");
  bench.settle();
  CHECK(code_of(**made) == "log_full");
  CHECK(code_of(**refused) == "log_full");
  CHECK(!bench.shard->serving());
  CHECK(code_of(bench.ask(box_named("a"), "k1")) == "log_full");

  bench.log.fail_with(std::nullopt);
  bench.clock.move_by(std::chrono::seconds(5));
  bench.settle();
  REQUIRE(bench.shard->serving());
  CHECK(code_of(bench.ask(box_named("a"), "k1")) == "accepted");
}

TEST_CASE("after a failure nothing is folded twice, whatever was still unsaved") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  for (int i = 0; i < 3; ++i) {  // durable; the first is on its way to the store, the rest wait
    bench.send(add_to(box, 1));
    bench.shard->commit();
    bench.own.run();
    bench.shard->tick();
  }
  bench.log.fail_with(Fault{FaultKind::full, "log_full", ""});
  bench.send(add_to(box, 1));
  bench.shard->commit();
  bench.own.run();
  bench.log.fail_with(std::nullopt);
  bench.clock.move_by(std::chrono::seconds(5));
  bench.settle();
  REQUIRE(bench.shard->serving());
  CHECK(std::get<Accepted>(bench.ask(add_to(box, 1))).version == 5);
  const auto key = keyspace::aggregate("demo", "box", box);
  const auto before = bench.stored()[key];
  bench.snapshots.crash();
  bench.restart();
  CHECK(bench.stored()[key] == before);
}

TEST_CASE("a repeated key gets the first answer, pending, stored and after a restart") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto first = bench.send(box_named("a"), "k1");
  const auto pending = bench.send(box_named("a"), "k1");
  bench.settle();
  const auto end = bench.log.end();
  const auto stored = bench.ask(box_named("a"), "k1");
  bench.snapshots.crash();  // nothing was flushed: all is folded from the log
  bench.restart();
  const auto restarted = bench.ask(box_named("a"), "k1");
  const auto& expected = std::get<Accepted>(**first);
  for (const auto& again : {**pending, stored, restarted}) {
    const auto& accepted = std::get<Accepted>(again);
    CHECK(accepted.id == expected.id);
    CHECK(accepted.position == expected.position);
    CHECK(accepted.version == expected.version);
    CHECK(accepted.repeated);
  }
  CHECK(number(bench.log.end()) == number(end) + 1);  // only the new claim
}

TEST_CASE("a key for another request is refused, and expires by event time") {
  ShardBench bench;
  bench.ask(make_tenant);
  bench.ask(box_named("a"), "k1");
  CHECK(code_of(bench.ask(box_named("b"), "k1")) == "idempotency_key_reused");
  bench.clock.move_by(std::chrono::hours(24 * 31));
  // The clock may be wrong; an event at its time says that it is not.
  CHECK(code_of(bench.ask(box_named("b"), "k1")) == "idempotency_key_reused");
  bench.ask(box_named("later"));
  CHECK(code_of(bench.ask(box_named("b"), "k1")) == "accepted");
}

TEST_CASE("If-Match names the version of the addressed aggregate") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  CHECK(code_of(bench.ask(add_to(box, 1), "", 2)) == "version_mismatch");
  CHECK(std::get<Accepted>(bench.ask(add_to(box, 1), "", 1)).version == 2);
}

TEST_CASE("If-Match names the version of what a request without an id turns out to address") {
  ShardBench bench;
  bench.ask(make_tenant);
  CHECK(code_of(bench.ask(make_tenant, "", 2)) == "version_mismatch");
  CHECK(std::get<Accepted>(bench.ask(make_tenant, "", 1)).version == 2);
}

TEST_CASE("an acceptance without events writes nothing and answers the version it saw") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  const auto end = bench.log.end();
  CHECK(std::get<Accepted>(bench.ask(add_to(box, 0))).version == 1);
  CHECK(bench.log.end() == end);
}

TEST_CASE("an acceptance without events has the position of all that it rests on") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  const auto one = bench.send(add_to(box, 1)), none = bench.send(add_to(box, 0));
  bench.settle();
  const auto& seen = std::get<Accepted>(**none);
  CHECK(seen.version == 2);
  REQUIRE(seen.position);
  CHECK(seen.position->offset == std::get<Accepted>(**one).position->offset);
}

TEST_CASE("an unknown tenant is refused") {
  ShardBench bench;
  CHECK(code_of(bench.ask(box_named("a"))) == "unknown_tenant");
}

TEST_CASE("a broken invariant ends that command only") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto box = bench.make_box("a");
  const auto broken = bench.ask(toy::BreakBox{toy::Box::Key(box)});
  CHECK(code_of(broken) == "invariant_broken");
  CHECK(std::get<Accepted>(bench.ask(add_to(box, 1))).version == 2);
}

TEST_CASE("stored state after replay equals stored state before, entry by entry") {
  ShardBench bench;
  bench.ask(make_tenant);
  for (int i = 0; i < 20; ++i) {
    const auto box = bench.make_box("box " + std::to_string(i));
    for (int n = 0; n < i % 4; ++n) bench.ask(add_to(box, n));
  }
  auto before = bench.stored();
  bench.snapshots.crash();
  bench.restart();
  auto after = bench.stored();
  before.erase("m/checkpoint");  // the new claim moves it
  after.erase("m/checkpoint");
  CHECK(before == after);
  CHECK(before.size() > 60);
}

TEST_CASE("dropping a person's key leaves the field empty and everything else equal") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto kept = bench.make_box("kept");
  const auto erased = bench.make_box("erased");
  bench.ask(add_to(erased, 5));
  auto before = bench.stored();
  REQUIRE(bench.keys.erase(demo, PersonId("owner-of-" + erased)));
  bench.snapshots.crash();
  bench.restart();
  auto after = bench.stored();
  const auto key = [](const std::string& id) { return keyspace::aggregate("demo", "box", id); };
  CHECK(before[key(erased)].find("label of erased") != std::string::npos);
  CHECK(after[key(erased)] == R"(2{"name":"erased","label":null,"count":5,"closed":false})");
  CHECK(after[key(kept)] == before[key(kept)]);
  CHECK(code_of(bench.ask(add_to(erased, 1))) == "accepted");
}

TEST_CASE("keys that cannot be read are no erasure, and stop no tenant: the shard begins again") {
  ShardBench bench;
  bench.ask(make_tenant);
  const auto key = keyspace::aggregate("demo", "box", bench.make_box("a"));
  const auto before = bench.stored()[key];
  CHECK(before.find("label of a") != std::string::npos);
  bench.snapshots.crash();
  bench.keys.fail_to_find_with(Fault{FaultKind::unavailable, "keys_unread", "not now"});
  const auto down = bench.shard->take_over();
  REQUIRE_FALSE(down);
  CHECK(down.error().code == "keys_unread");
  CHECK(bench.shard->stopped_tenants().empty());
  bench.keys.fail_to_find_with(std::nullopt);
  bench.restart();
  CHECK(bench.stored()[key] == before);
}

TEST_CASE("an event that cannot be folded stops its tenant and no other") {
  std::vector<std::string> told;
  ShardOptions options;
  options.on_tenant_stopped = [&](std::string_view tenant, std::string_view why) {
    told.push_back(std::string(tenant) + ": " + std::string(why));
  };
  ShardBench bench(options);
  bench.ask(make_tenant);
  bench.send(make_tenant, "", std::nullopt, TenantId("other"));
  bench.settle();
  bench.put_unreadable();
  bench.restart();
  CHECK(code_of(bench.ask(box_named("a"))) == "tenant_stopped");
  const auto other = bench.send(box_named("a"), "", std::nullopt, TenantId("other"));
  bench.settle();
  CHECK(code_of(**other) == "accepted");
  bench.restart();
  CHECK(bench.shard->stopped_tenants().contains("demo"));
  CHECK_FALSE(bench.shard->trouble());  // the other tenants are served
  REQUIRE(told.size() == 2);
  CHECK(told.front().starts_with("demo: "));
  CHECK(told.front().find(" at offset ") != std::string::npos);
  CHECK(told.back() == told.front());  // as it was stored
}

TEST_CASE("snapshots of another binary's shapes are refused with the remedy") {
  ShardBench bench;
  bench.ask(make_tenant);
  REQUIRE(bench.snapshots.write({{keyspace::shape, "of another binary"}}));
  Shard other(bench.domain,
              {bench.log, bench.snapshots, bench.keys, bench.clock, bench.dice, bench.own,
               bench.background},
              {});
  const auto taken = other.take_over();
  REQUIRE(!taken);
  CHECK(taken.error().code == "snapshots_of_another_shape");
  CHECK(taken.error().detail.find("doctor --prepare") != std::string::npos);
}

TEST_CASE("memory stays within its limit, and what was forgotten is read again") {
  ShardBench bench(ShardOptions{.cached_max = 8});
  bench.ask(make_tenant);
  std::vector<std::string> boxes;
  for (int i = 0; i < 50; ++i) boxes.push_back(bench.make_box("box " + std::to_string(i)));
  for (const auto& box : boxes) {
    CHECK(std::get<Accepted>(bench.ask(add_to(box, 1))).version == 2);
  }
}

TEST_CASE("too much unsaved work is refused until the store has caught up") {
  ShardOptions options;
  options.saver.unsaved_max = 10;
  ShardBench bench(options);
  bench.ask(make_tenant);
  std::vector<std::string> codes;
  for (int i = 0; i < 10; ++i) {
    const auto outcome = bench.send(box_named("box " + std::to_string(i)));
    bench.shard->commit();
    bench.own.run();  // durable, but the background never runs
    codes.push_back(code_of(**outcome));
  }
  CHECK(codes.front() == "accepted");
  CHECK(codes.back() == "overloaded");
  bench.settle();
  CHECK(code_of(bench.ask(box_named("later"))) == "accepted");
}

}  // namespace fettle::test
