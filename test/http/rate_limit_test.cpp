// Token buckets, by a clock that the test moves.
#include <doctest/doctest.h>

#include "adapters/http/rate_limit.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace std::chrono_literals;

namespace {
const Moment noon = *parse_moment("2026-11-20T12:00:00Z");
}

TEST_CASE("[AR-73] above its rate a caller must wait, and is told how long; others need not") {
  fettle::test::TestClock clock(noon);
  RateLimit limit({.per_second = 2, .burst = 3}, clock);
  for (int i = 0; i < 3; ++i) CHECK(!limit.take("lin"));
  CHECK(limit.take("lin") == 1s);
  CHECK(!limit.take("wu"));
  clock.move_by(499ms);
  CHECK(limit.take("lin"));
  clock.move_by(1ms);
  CHECK(!limit.take("lin"));
  CHECK(limit.take("lin"));
  clock.move_by(1h);
  for (int i = 0; i < 3; ++i) CHECK(!limit.take("lin"));
  CHECK(limit.take("lin"));
}

TEST_CASE("[AR-73] limits are settings, and 0 means none") {
  fettle::test::TestClock clock(noon);
  RateLimit none({.per_second = 0, .burst = 0}, clock);
  for (int i = 0; i < 100; ++i) CHECK(!none.take("lin"));
}

TEST_CASE("a clock that jumps back gives nothing and takes nothing") {
  fettle::test::TestClock clock(noon);
  RateLimit limit({.per_second = 1, .burst = 1}, clock);
  CHECK(!limit.take("lin"));
  clock.move_by(-1h);
  CHECK(limit.take("lin"));
  clock.move_by(1s);
  CHECK(!limit.take("lin"));
}

TEST_CASE("the memory of callers is bounded; the one longest silent is forgotten") {
  fettle::test::TestClock clock(noon);
  RateLimit limit({.per_second = 1, .burst = 1, .keys_max = 2}, clock);
  CHECK(!limit.take("a"));
  CHECK(!limit.take("b"));
  CHECK(limit.take("a"));
  CHECK(!limit.take("c"));
  CHECK(limit.take("a"));
  CHECK(!limit.take("b"));
}
