// What nobody asks for any more leaves the disk by RocksDB's own compactions.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::test;

TEST_CASE("obsolete entries are taken out along the way, others stay") {
  using namespace std::chrono_literals;
  const TempFolder folder;
  std::atomic<bool> ended = false;
  const auto opened = RocksSnapshots::open(
      folder.path(), {.obsolete = [&](std::string_view key, std::string_view value) {
        return ended && key.starts_with("old") && value == "ends";
      }});
  REQUIRE(opened);
  auto& store = **opened;
  REQUIRE(store.write({{"old/1", "ends"}, {"old/2", "stays"}, {"other", "ends"}}));
  REQUIRE(store.flush());
  CHECK(*store.get("old/1") == "ends");
  ended = true;
  const auto patience = std::chrono::steady_clock::now() + 30s;
  for (int n = 0; (*store.get("old/1")).has_value(); ++n) {
    REQUIRE(std::chrono::steady_clock::now() < patience);
    REQUIRE(store.write({{"new", std::to_string(n)}, {"younger", ""}}));
    REQUIRE(store.flush());
    std::this_thread::sleep_for(20ms);
  }
  CHECK(*store.get("old/2") == "stays");
  CHECK(*store.get("other") == "ends");
}
