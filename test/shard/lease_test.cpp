// A shard among others: what an owner may say, how it lets go, and what a standby is good for.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

const toy::MakeTenant make_tenant{Text<1, 20>("auto")};
toy::AddThings add_one(const std::string& box) { return {toy::Box::Key(box), Whole<0, 100>(1)}; }

struct SetLease final : Lease {
  Part part() const override { return now; }
  bool fresh() const override { return confirmed; }
  std::uint64_t term() const override { return given; }
  Part now = Part::owner;
  bool confirmed = true;
  std::uint64_t given = 1;
};

struct Leased {
  std::shared_ptr<SetLease> lease = std::make_shared<SetLease>();
  ShardBench bench{{.lease = lease}};
  std::string box = (bench.ask(make_tenant), bench.make_box("a"));
};

// Another process with snapshots of its own, on the log and the keys of a bench.
struct Neighbour {
  explicit Neighbour(ShardBench& of)
      : bench(of),
        shard(of.domain, {of.log, snapshots, of.keys, of.clock, of.dice, own, background},
              {.owner = "neighbour", .lease = lease}) {
    lease->now = Part::standby;
  }
  void settle() {
    for (int i = 0; i < 3; ++i) {
      shard.tick();
      background.run();
      own.run();
    }
  }

  ShardBench& bench;
  std::shared_ptr<SetLease> lease = std::make_shared<SetLease>();
  MemorySnapshots snapshots;
  StepExecutor own, background;
  Shard shard;
};

}  // namespace

TEST_CASE("who is not confirmed claims nothing: the next owner would not learn of it") {
  Leased t;
  t.lease->confirmed = false;
  t.bench.log.fail_with(Fault{FaultKind::closed, "claimed_by_another", ""});
  t.bench.ask(add_one(t.box));
  t.bench.log.fail_with(std::nullopt);
  const auto end = t.bench.log.end();
  t.bench.clock.move_by(std::chrono::seconds(5));
  t.bench.settle();
  CHECK(t.bench.log.end() == end);
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "ownership_unconfirmed");
  t.lease->confirmed = true;
  t.bench.clock.move_by(std::chrono::seconds(5));
  t.bench.settle();
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "accepted");
}

TEST_CASE("an owner that is not confirmed says nothing from its state alone") {
  Leased t;
  CHECK(code_of(t.bench.ask(add_one(t.box), "once")) == "accepted");
  t.lease->confirmed = false;
  CHECK(code_of(t.bench.ask(add_one(t.box), "once")) == "ownership_unconfirmed");
  CHECK(code_of(t.bench.ask(add_one("no-such-box"))) == "ownership_unconfirmed");
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "accepted");  // the append is its own proof
  t.lease->confirmed = true;
  CHECK(std::get<Accepted>(t.bench.ask(add_one(t.box), "once")).repeated);
}

TEST_CASE("an owner without work sees that the log has lost its end, and says no more from it") {
  Leased t;
  CHECK(code_of(t.bench.ask(add_one(t.box), "once")) == "accepted");
  t.bench.settle();
  t.bench.log.cut(Offset{number(t.bench.log.end()) - 1});
  t.bench.clock.move_by(std::chrono::seconds(6));
  t.bench.settle();
  CHECK_FALSE(t.bench.shard->serving());
  CHECK(t.bench.shard->trouble() == "checkpoint_ahead_of_log");
  CHECK(code_of(t.bench.ask(add_one(t.box), "once")) == "checkpoint_ahead_of_log");
}

TEST_CASE("who loses the lease answers what was taken, and takes nothing more") {
  Leased t;
  const auto taken = t.bench.send(add_one(t.box));
  t.lease->now = Part::none;
  t.bench.settle();
  CHECK(code_of(**taken) == "accepted");
  CHECK_FALSE(t.bench.shard->serving());
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "not_owner");
}

TEST_CASE("what does not become durable soon after the lease was lost is given up") {
  Leased t;
  const auto taken = t.bench.send(add_one(t.box));
  t.bench.shard->commit();  // its answer waits in the executor
  t.lease->now = Part::none;
  t.bench.shard->tick();
  CHECK_FALSE(taken->has_value());
  t.bench.clock.move_by(std::chrono::seconds(3));
  t.bench.shard->tick();
  CHECK(code_of(**taken) == "not_owner");
}

TEST_CASE("who gets the lease back serves again, and knows what others wrote meanwhile") {
  Leased t;
  t.lease->now = Part::none;
  t.bench.settle();
  Neighbour other(t.bench);
  other.lease->now = Part::owner;
  REQUIRE(other.shard.take_over());
  other.lease->now = Part::none;
  other.settle();
  const auto claims = t.bench.log.end();
  t.lease->now = Part::owner;
  t.bench.settle();
  CHECK(t.bench.shard->serving());
  CHECK(t.bench.shard->checkpoint().rule.claim == claims);
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "accepted");
}

TEST_CASE("who gets the lease back while an append is on its way asks the log what became of it") {
  Leased t;
  const auto taken = t.bench.send(add_one(t.box), "once");
  t.bench.shard->commit();  // its answer waits in the executor
  t.lease->now = Part::none;
  t.bench.shard->tick();
  t.lease->now = Part::owner;
  t.bench.shard->tick();
  CHECK(code_of(**taken) == "not_owner");
  t.bench.settle();
  REQUIRE(t.bench.shard->serving());
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "accepted");
  CHECK(std::get<Accepted>(t.bench.ask(add_one(t.box), "once")).repeated);
}

TEST_CASE("who is given the lease anew claims anew: another may have served between two looks") {
  Leased t;
  Neighbour other(t.bench);
  other.lease->now = Part::owner;
  REQUIRE(other.shard.take_over());
  const auto claims = t.bench.log.end();
  t.lease->given = 2;
  CHECK(code_of(t.bench.ask(add_one("no-such-box"))) == "ownership_unconfirmed");
  t.bench.settle();
  CHECK(t.bench.shard->serving());
  CHECK(t.bench.shard->checkpoint().rule.claim == claims);
  CHECK(code_of(t.bench.ask(add_one(t.box))) == "accepted");
}

TEST_CASE("a standby folds along, and claims nothing") {
  Leased t;
  Neighbour standby(t.bench);
  standby.settle();
  for (int i = 0; i < 5; ++i) t.bench.ask(add_one(t.box));
  const auto end = t.bench.log.end();
  standby.settle();
  CHECK(t.bench.log.end() == end);
  const auto folded = parse_checkpoint(**standby.snapshots.get(keyspace::checkpoint));
  REQUIRE(folded);
  CHECK(folded->next == end);
  CHECK(folded->rule == t.bench.shard->checkpoint().rule);

  t.lease->now = Part::none;
  t.bench.settle();
  standby.lease->now = Part::owner;
  standby.settle();
  REQUIRE(standby.shard.serving());
  CHECK(standby.shard.checkpoint().rule.claim == end);
  const auto ours = t.bench.stored(), theirs = [&] {
    std::map<std::string, std::string> rows;
    REQUIRE(standby.snapshots.scan("a", "b", [&](std::string_view key, std::string_view value) {
      rows.emplace(key, value);
      return true;
    }));
    return rows;
  }();
  for (const auto& [key, value] : theirs) CHECK(ours.contains(key));
}

TEST_CASE("a standby that meets a fault begins again from its snapshots") {
  Leased t;
  Neighbour standby(t.bench);
  standby.settle();
  t.bench.ask(add_one(t.box));
  standby.snapshots.fail_reads_of('a', Fault{FaultKind::unavailable, "snapshots_unavailable", ""});
  standby.settle();
  standby.snapshots.fail_reads_of('a', {});
  t.bench.ask(add_one(t.box));
  for (int i = 0; i < 3; ++i) {
    t.bench.clock.move_by(std::chrono::seconds(2));
    standby.settle();
  }
  CHECK(parse_checkpoint(**standby.snapshots.get(keyspace::checkpoint))->next == t.bench.log.end());
}

}  // namespace fettle::test
