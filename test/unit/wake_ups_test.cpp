// Wake-ups that wait for the end of a round.
#include "core/wake_ups.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace fettle;

namespace {

struct Counting final : Sleeper {
  int woken = 0;
  void wake() override { ++woken; }
};

}  // namespace

TEST_CASE("a thread that puts nothing off wakes at once") {
  const auto sleeper = std::make_shared<Counting>();
  WakeUps::wake(sleeper);
  WakeUps::wake(sleeper);
  CHECK(sleeper->woken == 2);
}

TEST_CASE("what is woken in a round is woken once, when the round ends") {
  const auto one = std::make_shared<Counting>(), other = std::make_shared<Counting>();
  int begun = 0;
  WakeUps round([&] { ++begun; });
  WakeUps::wake(one);
  WakeUps::wake(other);
  WakeUps::wake(one);
  CHECK(one->woken == 0);
  CHECK(begun == 1);
  round.flush();
  CHECK(one->woken == 1);
  CHECK(other->woken == 1);
  round.flush();
  CHECK(one->woken == 1);
  WakeUps::wake(one);
  CHECK(begun == 2);
  std::jthread([&] { WakeUps::wake(other); }).join();
  CHECK(other->woken == 2);  // another thread's rounds are its own
}

TEST_CASE("whom a sleeper wakes in turn is woken at the next flush") {
  struct Passing final : Sleeper {
    std::shared_ptr<Counting> next = std::make_shared<Counting>();
    void wake() override { WakeUps::wake(next); }
  };
  const auto passing = std::make_shared<Passing>();
  int begun = 0;
  WakeUps round([&] { ++begun; });
  WakeUps::wake(passing);
  round.flush();
  CHECK(passing->next->woken == 0);
  CHECK(begun == 2);
  round.flush();
  CHECK(passing->next->woken == 1);
}

TEST_CASE("a thread's host is known to whom it wakes, and only there") {
  struct Idle final : Host {
    bool wake_there(std::shared_ptr<Sleeper>) override { return true; }
  };
  const auto host = std::make_shared<Idle>();
  CHECK_FALSE(WakeUps::host());
  const WakeUps round({}, host);
  CHECK(WakeUps::host() == host);
  std::jthread([] { CHECK_FALSE(WakeUps::host()); }).join();
}

TEST_CASE("the end of a thread's rounds puts nothing off for ever") {
  const auto sleeper = std::make_shared<Counting>();
  {
    const WakeUps round;
    WakeUps::wake(sleeper);
  }
  CHECK(sleeper->woken == 1);
  WakeUps::wake(sleeper);
  CHECK(sleeper->woken == 2);
}
