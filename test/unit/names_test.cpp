// Ids and the names of commits: what may be one, and that they sort by time.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "core/id.hpp"
#include "core/ulid.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;

namespace {

// Dice that always fall alike.
struct Loaded : Dice {
  explicit Loaded(char side) : byte(side) {}
  std::string bytes(std::size_t count) override { return std::string(count, byte); }
  char byte;
};

Moment at_millis(std::int64_t millis) { return Moment(std::chrono::milliseconds(millis)); }

}  // namespace

TEST_CASE("an id is 1 to 64 letters, digits and few signs, else there is none") {
  for (const auto& good : {std::string("a"), std::string("Li.9_:@-"), std::string(64, 'z')}) {
    CHECK(TenantId::well_formed(good));
    CHECK(TenantId(good).text() == good);
  }
  for (const auto& bad : {std::string(), std::string(65, 'z'), std::string("a/b"),
                          std::string("a b"), std::string("a\0b", 3), std::string("a\n"),
                          std::string("王"), std::string("a%2F"), std::string("\xff")}) {
    CHECK_FALSE(TenantId::well_formed(bad));
    CHECK_THROWS_AS(TenantId{bad}, InvariantBroken);
  }
}

TEST_CASE("ids of the same text are equal, and order and hash go by the text") {
  CHECK(TenantId("a") == TenantId("a"));
  CHECK(TenantId("a") < TenantId("b"));
  CHECK(std::hash<TenantId>{}(TenantId("a")) == std::hash<TenantId>{}(TenantId("a")));
  static_assert(!std::is_convertible_v<TenantId, PersonId>);
  static_assert(!std::is_convertible_v<std::string, TenantId>);
}

TEST_CASE("a commit's name is a ULID: ten signs of time, sixteen of chance") {
  Loaded zeros('\0'), ones('\x1f'), high('\xe1');
  CHECK(make_ulid(at_millis(0), zeros) == std::string(26, '0'));
  CHECK(make_ulid(at_millis(1), ones) == "0000000001" + std::string(16, 'Z'));
  CHECK(make_ulid(at_millis(0), high) == "0000000000" + std::string(16, '1'));
  // The example of the specification: 1469918176385 ms.
  CHECK(make_ulid(at_millis(1'469'918'176'385), zeros).substr(0, 10) == "01ARYZ6S41");
  CHECK(make_ulid(at_millis((std::int64_t{1} << 48) - 1), zeros).substr(0, 10) == "7ZZZZZZZZZ");
}

TEST_CASE("names sort by their time and are ids") {
  test::TestDice dice(3);
  CHECK(rc::check([&] {
    const auto earlier = *rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000);
    const auto later = earlier + *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const auto one = make_ulid(at_millis(earlier), dice), other = make_ulid(at_millis(later), dice);
    RC_ASSERT(one < other);
    RC_ASSERT(CommitId::well_formed(one));
  }));
}

TEST_CASE("names of one moment differ") {
  test::TestDice dice(3);
  std::set<std::string> names;
  for (int n = 0; n < 10'000; ++n) names.insert(make_ulid(at_millis(5), dice));
  CHECK(names.size() == 10'000);
}
