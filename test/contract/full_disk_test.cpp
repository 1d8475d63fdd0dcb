// Keys and snapshots on a disk that is full for a while: in a child process over a layer that lets
// no file grow.
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "test/support/child.hpp"
#include "test/support/found_keys.hpp"
#include "test/support/full_disk.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

const TenantId shop("shop-1");
const PersonId li("li"), wang("wang"), zhao("zhao");

std::string log_of(const TempFolder& folder) {
  std::ifstream file(folder.path() / "child.log");
  return {std::istreambuf_iterator<char>(file), {}};
}

void run_on_full_disk(const std::string& test_case) {
  const TempFolder folder;
  FullDisk(folder.path()).put_under_children();
  const Layer layer(FETTLE_FILL_DISK);
  const bool passed = child_passes(test_case, folder.path());
  CHECK_MESSAGE(passed, log_of(folder));
}

FileKeysOptions key_files() {
  const std::filesystem::path folder = child_folder();
  return {folder / "keys", folder / "master.key", FileKeysOptions::Missing::create};
}

void check_full(const Result<void>& result, std::string_view code) {
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == FaultKind::full);
  CHECK(result.error().code == code);
}

std::unique_ptr<RocksSnapshots> small_snapshots() {
  auto store = RocksSnapshots::open(std::filesystem::path(child_folder()) / "snapshots",
                                    {.memtable_bytes = 64 << 10, .memtables_max = 4});
  REQUIRE(store);
  return std::move(store).value();
}

const std::string a_kilobyte(1'024, 'x');

std::vector<SnapshotWrite> batch(int n) {
  return {{"last", std::to_string(n)}, {"key/" + std::to_string(n), a_kilobyte}};
}

// The batches up to `last` that are not there as they were written.
std::vector<int> missing(Snapshots& store, int last) {
  std::vector<int> numbers;
  for (int n = 0; n <= last; ++n) {
    const auto found = store.get("key/" + std::to_string(n));
    if (!found || *found != a_kilobyte) numbers.push_back(n);
  }
  return numbers;
}

// Everything up to batch `last` is there, and nothing after it.
void check_holds(Snapshots& store, int last) {
  CHECK(missing(store, last) == std::vector<int>{});
  CHECK(*store.get("last") == std::to_string(last));
  CHECK(*store.get("key/" + std::to_string(last + 1)) == std::nullopt);
}

}  // namespace

TEST_CASE("child: keys on a disk that fills up" * doctest::skip()) {
  FullDisk disk(child_folder());
  TestDice dice(7);
  auto keys = *FileKeys::open(key_files(), dice);
  const auto kept = *keys->current(shop, li);
  REQUIRE(keys->make_durable());
  const auto file = key_files().folder / "keys.log";
  const auto size = std::filesystem::file_size(file);

  disk.fill();
  REQUIRE(keys->make_durable());  // nothing new: nothing to write
  const auto pending = *keys->current(shop, wang);
  check_full(keys->make_durable(), "keys_full");
  check_full(keys->make_durable(), "keys_full");
  check_full(keys->erase(shop, li), "keys_full");
  CHECK(secret_in(*keys, shop, kept.id) == kept.secret);  // an erasure that was refused did nothing
  CHECK(std::filesystem::file_size(file) == size);

  disk.free();
  CHECK(keys->current(shop, wang)->secret == pending.secret);
  REQUIRE(keys->make_durable());
  REQUIRE(keys->erase(shop, li));
  const auto later = *keys->current(shop, zhao);
  REQUIRE(keys->make_durable());
  keys.reset();
  keys = *FileKeys::open(key_files(), dice);
  CHECK(secret_in(*keys, shop, pending.id) == pending.secret);
  CHECK(secret_in(*keys, shop, later.id) == later.secret);
  CHECK(secret_in(*keys, shop, kept.id) == std::nullopt);
}

TEST_CASE("keys on a full disk are refused by name and saved when there is space again") {
  run_on_full_disk("child: keys on a disk that fills up");
}

TEST_CASE("child: snapshots on a disk that fills up" * doctest::skip()) {
  FullDisk disk(child_folder());
  auto store = small_snapshots();
  REQUIRE(store->write(batch(0)));
  REQUIRE(store->flush());

  disk.fill();
  REQUIRE(store->write(batch(1)));  // into memory
  int last = 1;
  Result<void> written;
  while (last < 20'000 && (written = store->write(batch(last + 1)))) ++last;
  check_full(written, "snapshots_full");
  CHECK(last < 2'000);  // what waits in memory is bounded
  check_full(store->write(batch(last + 1)), "snapshots_full");
  check_holds(*store, last);

  disk.free();
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!(written = store->write(batch(last + 1))) && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  REQUIRE(written);
  ++last;
  REQUIRE(store->flush());
  check_holds(*store, last);
  store.reset();
  store = small_snapshots();
  check_holds(*store, last);
}

TEST_CASE("snapshots on a full disk are readable, refused by name, and go on with the space") {
  run_on_full_disk("child: snapshots on a disk that fills up");
}
