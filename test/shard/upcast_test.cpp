// Events of an older version on the log: folded by a shard as what they are today.
#include <doctest/doctest.h>

#include "test/published/toy_domain.hpp"
#include "test/shard/shard_bench.hpp"
#include "test/support/shop_log.hpp"

namespace fettle::test {
namespace {

Domain with_parcels() {
  auto domain = toy::domain();
  domain.add(aggregate_type<::toy::Parcel>());
  domain.add(command_type<::toy::WeighParcel>());
  return domain;
}

// A log with one parcel that was weighed, and the shard that is started on it.
template <class Weighed>
struct Weighing {
  explicit Weighing(Weighed weighed) {
    ShopLog writing(log, keys, dice);
    writing.commit("demo", {event_of("tenant", "demo", toy::TenantMade{"auto"})});
    writing.commit(
        "demo",
        {event_of("parcel", "p1", ::toy::ParcelPosted{{PersonId("li"), "李"}, Money::fen(5), {}}),
         event_of("parcel", "p1", std::move(weighed))});
    REQUIRE(shard.take_over());
  }
  std::string state() {
    Memory reading(snapshots, keys, dice, 10);
    const auto cell = *reading.aggregate("demo", *domain.aggregate("parcel"), "p1");
    REQUIRE(cell);
    std::string text = std::to_string(cell->version) + " ";
    cell->type->encode(cell->state.get(), text, nullptr);
    return text;
  }

  Domain domain = with_parcels();
  MemoryLog log;
  MemorySnapshots snapshots;
  TestDice dice{7};
  MemoryKeys keys{dice};
  TestClock clock{Moment(Micros{1'763'700'000'000'000})};
  StepExecutor own, background;
  Shard shard{domain, {log, snapshots, keys, clock, dice, own, background}, {}};
};

}  // namespace

TEST_CASE("a version-1 event on the log gives the state that its upcast gives") {
  Weighing older(::toy::v1::ParcelWeighed{.kilograms = 3});
  Weighing today(::toy::ParcelWeighed{.grams = 3'000, .scales = std::nullopt});
  CHECK(older.state() == R"(2 {"grams":3000,"labels":0})");
  CHECK(older.state() == today.state());
  CHECK(older.shard.stopped_tenants().empty());
}

TEST_CASE("an aggregate whose history is older goes on with today's events") {
  Weighing on(::toy::v1::ParcelWeighed{.kilograms = 3});
  std::optional<Outcome> outcome;
  on.shard.handle({.tenant = demo,
                   .caller = anna,
                   .type = &command_type<::toy::WeighParcel>(),
                   .command = std::make_shared<const ::toy::WeighParcel>(
                       ::toy::WeighParcel{::toy::ParcelId("p1"), Whole<1, 30'000>(2'500)}),
                   .key = "k",
                   .request_hash = "h",
                   .route = "POST /toy",
                   .if_match = 2,
                   .correlation_id = {},
                   .causation_id = {},
                   .traceparent = {},
                   .done = [&outcome](Outcome o) { outcome = std::move(o); }});
  on.shard.commit();
  on.own.run();
  REQUIRE(outcome);
  REQUIRE(code_of(*outcome) == "accepted");
  CHECK(std::get<Accepted>(*outcome).version == 3);
  REQUIRE(on.shard.close());
  CHECK(on.state() == R"(3 {"grams":2500,"labels":0})");
}

}  // namespace fettle::test
