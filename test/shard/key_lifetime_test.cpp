// An idempotency key ends by time; what the store still holds of it makes no difference.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/shard/answer_record.hpp"
#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

constexpr std::chrono::hours lifetime{24};
const toy::MakeTenant make_tenant{Text<1, 20>("auto")};

toy::MakeBox box(const std::string& id) {
  return {Text<1, 40>(id), Text<1, 40>("label"), std::nullopt};
}

struct Ending : ShardBench {
  Ending() : ShardBench({.key_lifetime = lifetime}) { ask(make_tenant, "tenant"); }

  long ended() {
    const auto rows = stored();
    return std::ranges::count_if(rows, [&](const auto& row) {
      return is_ended_answer(row.first, row.second, clock.now(), lifetime);
    });
  }
};

}  // namespace

TEST_CASE("a key that ended counts as never used, and stands for its new request from then on") {
  Ending bench;
  bench.ask(box("first"), "key");
  bench.clock.move_by(lifetime - std::chrono::microseconds(1));
  bench.ask(box("before"));
  CHECK(code_of(bench.ask(box("second"), "key")) == "idempotency_key_reused");
  bench.clock.move_by(std::chrono::microseconds(1));
  bench.ask(box("at the end"));
  CHECK(code_of(bench.ask(box("second"), "key")) == "accepted");
  CHECK(code_of(bench.ask(box("first"), "key")) == "idempotency_key_reused");
}

TEST_CASE("only answers whose keys ended are for the store to take out") {
  Ending bench;
  bench.ask(box("old"), "old");
  bench.clock.move_by(lifetime);
  CHECK(bench.ended() == 2);  // the tenant's and the box's
  bench.ask(box("new"), "new");
  bench.ask(box("anew"), "old");
  CHECK(bench.ended() == 1);
  CHECK_FALSE(is_ended_answer("c", "torn", bench.clock.now(), lifetime));
  CHECK_FALSE(is_ended_answer("", "", bench.clock.now(), lifetime));
}

TEST_CASE("a store that cannot be read for a while stops no tenant") {
  Ending bench;
  bench.ask(box("a"));
  bench.snapshots.crash();
  Shard other(bench.domain,
              ShardPorts{bench.log, bench.snapshots, bench.keys, bench.clock, bench.dice, bench.own,
                         bench.background},
              {});
  bench.snapshots.fail_reads_of('a',
                                Fault{FaultKind::unavailable, "snapshots_unavailable", "test"});
  REQUIRE_FALSE(other.take_over());
  CHECK(other.stopped_tenants().empty());
  bench.snapshots.fail_reads_of('a', {});
  REQUIRE(other.take_over());
  CHECK(other.stopped_tenants().empty());
}

}  // namespace fettle::test
