// Events to which a later binary gave an optional field within their version: a binary that went
// back folds them without it.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"
#include "test/support/shop_log.hpp"

namespace fettle::test {
namespace later {

struct Hand {
  std::string name;
};
FETTLE_STRUCT(Hand, (name))

struct ThingAdded {
  std::int64_t count;
  std::optional<Hand> by;
};
FETTLE_EVENT(ThingAdded, 1, "Things were put in.", (count, by))

}  // namespace later

TEST_CASE("an event with a later optional field is folded, and its tenant goes on") {
  ShardBench bench;
  ShopLog writing(bench.log, bench.keys, bench.dice);
  writing.commit("demo", {event_of("tenant", "demo", toy::TenantMade{"auto"})});
  writing.commit("demo", {event_of("box", "b1", toy::BoxMade{"a", {PersonId("li"), "李"}, {}})});
  writing.commit("demo", {event_of("box", "b1", later::ThingAdded{5, later::Hand{"anna"}})});
  bench.restart();
  CHECK(bench.shard->stopped_tenants().empty());
  CHECK(code_of(bench.ask(toy::AddThings{toy::Box::Key("b1"), Whole<0, 100>(1)})) == "accepted");
  CHECK(bench.stored()[keyspace::aggregate("demo", "box", "b1")] ==
        R"(3{"name":"a","label":"李","count":6,"closed":false})");
}

}  // namespace fettle::test
