// A move that is broken off anywhere: the next run finds in the new log what is there.
#include <fstream>
#include <random>
#include <thread>

#include "test/kafka/asks_first.hpp"
#include "test/kafka/two_houses.hpp"
#include "test/support/child.hpp"

namespace fettle::test {
namespace {

// Commits of some thousand bytes, so that there are many appends.
void write_much(Installation& house, int boxes_each) {
  open_businesses(house);
  work(house, boxes_each);
}

TEST_CASE(
    "a move that fails after any number of appends is finished by the next, without gap or "
    "double") {
  Installation house;
  write_much(house, 250);
  house.stop();
  OldHouse old(house.data());
  const auto story = story_of(*old.log);
  std::mt19937 random(20261121);
  for (int round = 0; round < 2; ++round) {
    NewHouse fresh(house.data());
    int broken = 0;
    for (;; ++broken) {
      int left = std::uniform_int_distribution(0, 3)(random);
      AsksFirst breaking(*fresh.log, [&left] {
        return --left >= 0 ? AsksFirst::Way::through : AsksFirst::Way::refused;
      });
      const auto moved = move(old, fresh, breaking);
      if (moved) break;
      REQUIRE(moved.error().code == "broken_off");
    }
    CHECK(broken > 0);
    CHECK(story_of(*fresh.log) == story);
  }
}

// What a child is told: to die so long after its start, or after its so-manieth append.
struct Fate {
  std::string topics;
  int append = 0;  // 0: the start
  int after_us = 0;

  static Fate read(const std::filesystem::path& folder) {
    Fate fate;
    std::ifstream(folder / "fate") >> fate.topics >> fate.append >> fate.after_us;
    return fate;
  }
  void write(const std::filesystem::path& folder) const {
    std::ofstream(folder / "fate") << topics << ' ' << append << ' ' << after_us;
  }
};

class Death {
 public:
  void comes_in(int microseconds) {
    thread_ = std::jthread([microseconds] {
      std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      die_like_a_killed_process();
    });
  }

 private:
  std::jthread thread_;
};

TEST_CASE("child: moves house until it is killed" * doctest::skip()) {
  const std::filesystem::path folder = child_folder();
  const auto fate = Fate::read(folder);
  Death death;
  if (fate.append == 0) death.comes_in(fate.after_us);
  auto settings = kafka_of_a_test(4);
  settings.prefix = fate.topics;
  OldHouse old(folder / "data");
  NewHouse fresh(folder / "data", settings);
  int appends = 0;
  AsksFirst watched(*fresh.log, [&] {
    if (++appends == fate.append) death.comes_in(fate.after_us);
    return AsksFirst::Way::through;
  });
  REQUIRE(move(old, fresh, watched));
  std::ofstream(folder / "done") << "yes";
  die_like_a_killed_process();
}

TEST_CASE(
    "a move that is killed at random moments is finished by the next, without gap or double") {
  TempFolder folder;
  Installation house(folder.path() / "data");
  write_much(house, 250);
  house.stop();
  const auto settings = kafka_of_a_test(4);
  std::mt19937 random(std::random_device{}());
  const auto up_to = [&random](int most) { return std::uniform_int_distribution(0, most)(random); };
  int killed = 0;
  for (; !std::filesystem::exists(folder.path() / "done") && killed < 6; ++killed) {
    // While appends are in flight, and now and then anywhere on the way.
    const Fate fate = killed % 3 == 2 ? Fate{settings.prefix, 0, up_to(2'000'000)}
                                      : Fate{settings.prefix, 1 + up_to(killed), up_to(4'000)};
    fate.write(folder.path());
    REQUIRE(run_child("child: moves house until it is killed", folder.path().string()) == SIGKILL);
  }
  CHECK(killed > 1);
  OldHouse old(house.data());
  NewHouse fresh(house.data(), settings);
  REQUIRE(move(old, fresh));
  CHECK(story_of(*fresh.log) == story_of(*old.log));
}

}  // namespace
}  // namespace fettle::test
