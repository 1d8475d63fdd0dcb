// Keys end by the time of events: with the commits that follow, and equally in a replay.
#include <doctest/doctest.h>

#include <algorithm>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

constexpr std::chrono::hours lifetime{24};
const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

long count_of(const std::map<std::string, std::string>& rows, char prefix) {
  return std::ranges::count_if(rows, [&](const auto& row) { return row.first[0] == prefix; });
}

struct Expiring : ShardBench {
  Expiring() : ShardBench({.key_lifetime = lifetime}) { ask(make_tenant, "tenant"); }

  Outcome box(const std::string& key) {
    return ask(toy::MakeBox{Text<1, 40>(key), Text<1, 40>("label"), std::nullopt}, key);
  }
};

}  // namespace

TEST_CASE("keys are taken out of the store after their lifetime, a few with each commit") {
  Expiring bench;
  for (int n = 0; n < 10; ++n) bench.box("old" + std::to_string(n));
  CHECK(count_of(bench.stored(), 'c') == 11);
  CHECK(count_of(bench.stored(), 'e') == 11);
  bench.clock.move_by(lifetime + std::chrono::seconds(1));
  bench.box("new0");
  CHECK(count_of(bench.stored(), 'c') == 11 + 1 - long{keys_expired_per_commit_max});
  bench.box("new1");
  bench.box("new2");
  CHECK(count_of(bench.stored(), 'c') == 3);
  CHECK(count_of(bench.stored(), 'e') == 3);
}

TEST_CASE("a key that was used anew after its end is kept as long as its new answer") {
  Expiring bench;
  const auto first = bench.box("again");
  for (int n = 0; n < 4; ++n) bench.box("early" + std::to_string(n));
  bench.clock.move_by(lifetime + std::chrono::seconds(1));
  const auto changed = toy::MakeBox{Text<1, 40>("other"), Text<1, 40>("label"), std::nullopt};
  REQUIRE(code_of(bench.ask(changed, "again")) == "accepted");
  for (int n = 0; n < 4; ++n) bench.box("late" + std::to_string(n));
  CHECK(count_of(bench.stored(), 'c') == 5);
  CHECK(code_of(bench.box("again")) == "idempotency_key_reused");
}

TEST_CASE("a replay takes out the same keys") {
  Expiring bench;
  for (int n = 0; n < 30; ++n) {
    bench.box("key" + std::to_string(n));
    bench.clock.move_by(std::chrono::hours(n % 7));
  }
  auto before = bench.stored();
  CHECK(count_of(before, 'c') < 31);
  bench.snapshots.crash();
  bench.restart();
  auto after = bench.stored();
  before.erase("m/checkpoint");  // the new claim moves it
  after.erase("m/checkpoint");
  CHECK(before == after);
}

TEST_CASE(
    "a commit that ends on a store that cannot be read leaves no hole for those that follow") {
  Expiring bench;
  const auto box = bench.make_box("a");
  const auto add = [&] { return toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}; };
  bench.settle();
  bench.restart();  // what is due is not known now: the next commit looks
  bench.snapshots.fail_scans_with(Fault{FaultKind::unavailable, "snapshots_unavailable", "test"});
  const auto failed = bench.send(add());
  bench.snapshots.fail_scans_with({});
  REQUIRE(code_of(bench.ask(add())) == "accepted");
  CHECK(code_of(**failed) == "snapshots_unavailable");
  bench.snapshots.crash();
  bench.restart();
  const auto after = bench.ask(add());
  REQUIRE(code_of(after) == "accepted");
  CHECK(std::get<Accepted>(after).version == 3);
}

}  // namespace fettle::test
