// RocksDB without its log: what a kill at any moment leaves is a prefix of the batches.
#include <doctest/doctest.h>

#include <fstream>

#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "test/support/child.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

constexpr int flushed_batch = 300;
constexpr int last_batch = 2'000;
constexpr int slots = 97;

// Small memtables, so that RocksDB flushes and compacts by itself along the way.
const RocksOptions small{.memtable_bytes = 64 << 10, .memtables_max = 4};

std::unique_ptr<RocksSnapshots> opened(const std::filesystem::path& folder) {
  auto store = RocksSnapshots::open(folder, small);
  REQUIRE(store);
  return std::move(store).value();
}

// Batch n writes n in two places and takes away what batch n - slots wrote.
std::vector<SnapshotWrite> batch(int n) {
  const auto text = std::to_string(n);
  std::vector<SnapshotWrite> writes{{"last", text}, {"slot/" + std::to_string(n % slots), text}};
  writes.push_back({"only/" + text, std::string(200, 'x')});
  if (n >= slots) writes.push_back({"only/" + std::to_string(n - slots), std::nullopt});
  return writes;
}

std::map<std::string, std::string> all(RocksSnapshots& store) {
  std::map<std::string, std::string> found;
  REQUIRE(store.scan("", "\xff", [&](std::string_view key, std::string_view value) {
    return found.emplace(key, value).second;
  }));
  return found;
}

std::map<std::string, std::string> after(int last) {
  std::map<std::string, std::string> expected;
  for (int n = 0; n <= last; ++n) {
    for (const auto& [key, value] : batch(n)) {
      if (value)
        expected.insert_or_assign(key, *value);
      else
        expected.erase(key);
    }
  }
  return expected;
}

}  // namespace

TEST_CASE("child: writes batches and is killed" * doctest::skip()) {
  const auto store = opened(child_folder());
  for (int n = 0; n <= last_batch; ++n) {
    if (!store->write(batch(n))) return;
    if (n == flushed_batch && !store->flush()) return;
  }
  die_like_a_killed_process();
}

TEST_CASE("a killed process leaves a prefix of its batches, with all that was flushed") {
  const TempFolder folder;
  REQUIRE(run_child("child: writes batches and is killed", folder.path()) == SIGKILL);
  const auto store = opened(folder.path());
  const auto found = all(*store);
  REQUIRE(found.contains("last"));
  const int last = std::stoi(found.at("last"));
  CHECK(last >= flushed_batch);
  CHECK(found == after(last));
}

TEST_CASE("a second opening of the same folder is refused by name") {
  const TempFolder folder;
  const auto first = opened(folder.path());
  const auto second = RocksSnapshots::open(folder.path(), small);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "snapshots_in_use");
}

TEST_CASE("what cannot be opened for another reason is not said to be in use") {
  const TempFolder folder;
  const auto clock = folder.path() / "clock";  // has "lock" in its name
  std::ofstream(clock) << "no folder";
  const auto store = RocksSnapshots::open(clock, small);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == "snapshots_unavailable");
}

TEST_CASE("a damaged folder is refused by name, with the remedy") {
  const TempFolder folder;
  REQUIRE(opened(folder.path())->write(batch(0)));
  std::ofstream(folder.path() / "CURRENT") << "nonsense";
  const auto store = RocksSnapshots::open(folder.path(), small);
  REQUIRE_FALSE(store);
  CHECK(store.error().code == "snapshots_damaged");
  CHECK(store.error().detail.find("delete the snapshot folder") != std::string::npos);
}
