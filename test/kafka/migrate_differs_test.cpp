// The new house is looked at as any reader will find it: what did not come out like the old one is
// told, whoever said that all was well.
#include <fmt/format.h>

#include "test/kafka/asks_first.hpp"
#include "test/kafka/two_houses.hpp"

namespace fettle::test {
namespace {

using Way = AsksFirst::Way;

void check_differs(const Result<cli::Migrated>& moved, const std::string& detail) {
  REQUIRE(!moved);
  CHECK(moved.error().kind == FaultKind::damaged);
  CHECK(moved.error().code == "migrated_differs");
  CHECK(moved.error().detail == detail);
}

TEST_CASE("a move of which the brokers lost what they had confirmed is told; the next is whole") {
  Installation house;
  open_businesses(house);
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  int appends = 0;
  AsksFirst forgetful(*fresh.log, [&] { return ++appends == 1 ? Way::lost : Way::through; });
  const auto moved = move(old, fresh, forgetful);
  const auto arrived = story_of(*fresh.log).events.size();
  CHECK(arrived > 0);
  CHECK(arrived < businesses.size());
  check_differs(moved, fmt::format("{0} commits and {0} events of {0} tenants became {1} and {1} "
                                   "of {1}",
                                   businesses.size(), arrived));
  REQUIRE(move(old, fresh));
  CHECK(story_of(*fresh.log) == story_of(*old.log));
}

TEST_CASE("a person who was erased in the new house before the move was over is told") {
  Installation house;
  house.make_tenant("anna");
  const TenantId anna("anna");
  const PersonId tom("tom");
  const auto key = Installation::must(house.keys->current(anna, tom));
  REQUIRE(house.keys->make_durable());
  house.stop();
  OldHouse old(house.data());
  NewHouse fresh(house.data());
  AsksFirst erasing(*fresh.log, [&] {
    REQUIRE(fresh.keys->erase(anna, tom));
    return Way::through;
  });
  check_differs(move(old, fresh, erasing), "key " + key.id + " of tenant anna did not arrive");
}

}  // namespace
}  // namespace fettle::test
