// The machine's clock and dice.
#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;

TEST_CASE("the system clock tells a time of this century") {
  const auto now = SystemClock().now();
  CHECK(now > *parse_moment("2024-01-01T00:00:00Z"));
  CHECK(now < *parse_moment("2100-01-01T00:00:00Z"));
}

TEST_CASE("a movable clock runs ahead, or behind, by what it was told") {
  const auto noon = *parse_moment("2026-11-20T12:00:00Z");
  test::TestClock standing(noon);
  MovableClock clock(standing);
  CHECK(clock.now() == noon);
  clock.move_by(std::chrono::hours(2));
  clock.move_by(std::chrono::minutes(-30));
  CHECK(clock.now() == noon + std::chrono::minutes(90));
  clock.move_by(-std::chrono::minutes(90) - Micros(1));
  CHECK(clock.now() == noon - Micros(1));
  standing.move_by(Micros(1));
  CHECK(clock.now() == noon);
}

TEST_CASE("no draw of the system dice repeats, across sizes and threads") {
  SystemDice dice;
  std::mutex mutex;
  std::set<std::string> seen;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (std::size_t size = 12; size < 400; ++size) {
          const auto drawn = dice.bytes(size);
          const std::lock_guard lock(mutex);
          CHECK(drawn.size() == size);
          CHECK(seen.insert(drawn.substr(0, 12)).second);
        }
      });
    }
  }
  CHECK(dice.bytes(0).empty());
}
