// What every snapshot store promises (core/ports/snapshots.hpp), run on each of them.
#include <doctest/doctest.h>

#include <thread>

#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "test/support/memory_snapshots.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using fettle::test::MemorySnapshots;
using fettle::test::TempFolder;

namespace {

// A store that can be reopened, as a restart of the process would.
struct OnRocks {
  TempFolder folder;
  std::unique_ptr<Snapshots> store = opened();

  std::unique_ptr<Snapshots> opened() {
    auto result = RocksSnapshots::open(folder.path() / "snapshots", RocksOptions{});
    REQUIRE(result);
    return std::move(result).value();
  }
  void reopen_after_flush() {
    REQUIRE(store->flush());
    store.reset();
    store = opened();
  }
};

struct InMemory {
  std::unique_ptr<MemorySnapshots> store = std::make_unique<MemorySnapshots>();

  void reopen_after_flush() {
    REQUIRE(store->flush());
    store->crash();
  }
};

using Rows = std::vector<std::pair<std::string, std::string>>;

Rows rows(Snapshots& store, std::string_view from, std::string_view to) {
  Rows found;
  REQUIRE(store.scan(from, to, [&](std::string_view key, std::string_view value) {
    found.emplace_back(key, value);
    return true;
  }));
  return found;
}

std::optional<std::string> value(Snapshots& store, std::string_view key) {
  auto found = store.get(key);
  REQUIRE(found);
  return *found;
}

}  // namespace

#define EVERY_STORE OnRocks, InMemory

TEST_CASE_TEMPLATE("a key reads as last written, and as nothing before", On, EVERY_STORE) {
  On on;
  CHECK(value(*on.store, "a") == std::nullopt);
  REQUIRE(on.store->write({{"a", "1"}, {"b", ""}}));
  REQUIRE(on.store->write({{"a", "2"}}));
  CHECK(value(*on.store, "a") == "2");
  CHECK(value(*on.store, "b") == "");
}

TEST_CASE_TEMPLATE("within a batch the later write of a key wins", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}, {"a", "2"}, {"b", "1"}, {"b", std::nullopt}}));
  CHECK(value(*on.store, "a") == "2");
  CHECK(value(*on.store, "b") == std::nullopt);
}

TEST_CASE_TEMPLATE("a deleted key is gone from reads and scans", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}, {"b", "2"}}));
  REQUIRE(on.store->write({{"a", std::nullopt}, {"never", std::nullopt}}));
  CHECK(value(*on.store, "a") == std::nullopt);
  CHECK(rows(*on.store, "a", "z") == Rows{{"b", "2"}});
}

TEST_CASE_TEMPLATE("a scan gives keys in byte order, from included, to excluded", On, EVERY_STORE) {
  On on;
  const std::string zero("a\0b", 3), high("a\xff", 2);
  REQUIRE(on.store->write({{high, "4"}, {"b", "5"}, {zero, "2"}, {"a", "1"}, {"aa", "3"}}));
  CHECK(rows(*on.store, "a", "b") == Rows{{"a", "1"}, {zero, "2"}, {"aa", "3"}, {high, "4"}});
  CHECK(rows(*on.store, "aa", high) == Rows{{"aa", "3"}});
  CHECK(rows(*on.store, "b", "b").empty());
  CHECK(rows(*on.store, "c", "a").empty());
}

TEST_CASE_TEMPLATE("a visitor stops the scan", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}, {"b", "2"}, {"c", "3"}}));
  int seen = 0;
  REQUIRE(on.store->scan("a", "z", [&](auto, auto) { return ++seen < 2; }));
  CHECK(seen == 2);
}

TEST_CASE_TEMPLATE("a scan sees the store as of its begin", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}, {"c", "3"}}));
  Rows found;
  REQUIRE(on.store->scan("a", "z", [&](std::string_view key, std::string_view found_value) {
    found.emplace_back(key, found_value);
    CHECK(on.store->write({{"b", "late"}, {"c", "late"}}).has_value());
    return true;
  }));
  CHECK(found == Rows{{"a", "1"}, {"c", "3"}});
}

TEST_CASE_TEMPLATE("a visitor's broken invariant reaches the caller", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}}));
  const auto broken = [](auto, auto) -> bool { throw InvariantBroken("by the visitor"); };
  CHECK_THROWS_AS((void)on.store->scan("a", "b", broken), InvariantBroken);
}

TEST_CASE_TEMPLATE("what was flushed is there after a reopening", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"a", "1"}, {"b", "2"}}));
  REQUIRE(on.store->write({{"b", std::nullopt}}));
  on.reopen_after_flush();
  CHECK(rows(*on.store, "", "z") == Rows{{"a", "1"}});
}

TEST_CASE_TEMPLATE("a reader beside the writer sees whole batches only", On, EVERY_STORE) {
  On on;
  REQUIRE(on.store->write({{"left", "0"}, {"right", "0"}}));
  std::jthread writer([&](std::stop_token stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      const auto text = std::to_string(i);
      if (!on.store->write({{"left", text}, {"right", text}})) return;
    }
  });
  for (int i = 0; i < 500; ++i) {
    const auto seen = rows(*on.store, "l", "z");
    REQUIRE(seen.size() == 2);
    REQUIRE(seen[0].second == seen[1].second);
  }
}
