#include "bench/generator/schedule.hpp"

#include <doctest/doctest.h>

using fettle::bench::Schedule;
using fettle::bench::Time;
using namespace std::chrono_literals;

TEST_CASE("of an open loop each request keeps the moment it was meant for, however late it is") {
  const Time begin{1h};
  Schedule schedule(begin, begin + 1s, 10);
  CHECK(schedule.take(begin) == begin);
  CHECK(schedule.take(begin + 50ms) == std::nullopt);
  // The connection was free only now: three are due.
  CHECK(schedule.take(begin + 350ms) == begin + 100ms);
  CHECK(schedule.take(begin + 350ms) == begin + 200ms);
  CHECK(schedule.take(begin + 350ms) == begin + 300ms);
  CHECK(schedule.take(begin + 350ms) == std::nullopt);
  CHECK(schedule.next() == begin + 400ms);
  CHECK_FALSE(schedule.done(begin + 2s));
  CHECK(schedule.left() == 6);
  for (int i = 0; i < 6; ++i) CHECK(schedule.take(begin + 2s).has_value());
  CHECK(schedule.done(begin + 2s));
  CHECK(schedule.take(begin + 2s) == std::nullopt);
  CHECK(schedule.left() == 0);
}

TEST_CASE("of a closed loop a request is meant for the moment its connection is free") {
  const Time begin{1h};
  Schedule schedule(begin, begin + 1s, 0);
  CHECK(schedule.take(begin + 300ms) == begin + 300ms);
  CHECK(schedule.take(begin + 300ms) == begin + 300ms);
  CHECK_FALSE(schedule.done(begin + 999ms));
  CHECK(schedule.done(begin + 1s));
  CHECK(schedule.take(begin + 1s) == std::nullopt);
  CHECK(schedule.left() == 0);
}
