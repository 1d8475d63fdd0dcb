// `fettle doctor` and `fettle check`: reading everything, folding everything, comparing it.
#include <doctest/doctest.h>

#include "adapters/cli/tools/check_snapshots.hpp"
#include "adapters/cli/tools/doctor.hpp"
#include "adapters/cli/tools/prepared.hpp"
#include "core/shard/keyspace.hpp"
#include "test/cli/installation.hpp"
#include "test/support/memory_snapshots.hpp"

using namespace fettle;
using namespace fettle::cli;
using fettle::test::Installation;
using fettle::test::MemorySnapshots;

namespace {

struct FilledShop : Installation {
  FilledShop() {
    make_tenant("demo");
    make_tenant("north");
    for (const auto* name : {"a", "b", "c"}) {
      last = make_box(name);
      add_things(last, 3);
    }
    make_box("red", "north");
  }
  std::string last;
  Micros key_lifetime = std::chrono::hours(24);

  Diagnosis diagnose_with(const Domain& other, Snapshots& into) {
    NoProgress progress;
    return must(diagnose(other, {*log, into, *keys, clock, dice}, progress, progress));
  }
  Diagnosis prepare_for(const Domain& other) {
    return must(prepare(
        data(), [&](Snapshots& into) -> Result<Diagnosis> { return diagnose_with(other, into); }));
  }
  SnapshotCheck check_against(Snapshots& stored) {
    MemorySnapshots scratch;
    NoProgress progress;
    return must(check_snapshots(domain, stored, {*log, scratch, *keys, clock, dice}, key_lifetime,
                                progress));
  }
};

}  // namespace

TEST_CASE("doctor decodes and folds the whole log and finds nothing wrong") {
  FilledShop shop;
  MemorySnapshots folded;
  const auto found = shop.diagnose_with(shop.domain, folded);
  CHECK(found.healthy());
  CHECK(found.events == 9);
}

TEST_CASE("check takes keys that the store gave up after their lifetime for no difference") {
  FilledShop shop;
  MemorySnapshots folded;
  shop.diagnose_with(shop.domain, folded);
  const auto keys = shop.check_against(folded).keys;
  std::vector<SnapshotWrite> gone;
  const std::string answers(1, keyspace::answer_prefix);
  REQUIRE(folded.scan(answers, keyspace::beyond(answers), [&](std::string_view key, auto) {
    gone.push_back({std::string(key), std::nullopt});
    return true;
  }));
  REQUIRE(folded.write(gone));
  CHECK(shop.check_against(folded).difference_count == gone.size());
  shop.clock.move_by(shop.key_lifetime);
  const auto later = shop.check_against(folded);
  CHECK(later.difference_count == 0);
  CHECK(later.keys == keys - gone.size());
}

TEST_CASE("doctor names each event that this binary does not know, and the tenant it stops") {
  FilledShop shop;
  Domain smaller;
  smaller.add(aggregate_type<toy::Tenant>());
  MemorySnapshots folded;
  const auto found = shop.diagnose_with(smaller, folded);
  CHECK_FALSE(found.healthy());
  CHECK(found.unreadable_count == 7);
  CHECK(found.unreadable.front().why.code == "event_unknown");
  CHECK(found.unreadable.front().event == "BoxMade 1");
  CHECK(found.unreadable.front().key.starts_with("demo/box/"));
  CHECK(found.stopped.size() == 2);
}

TEST_CASE("doctor and check read persons and tenants that came after the keys were opened") {
  FilledShop shop;
  const auto early =
      Installation::must(FileKeys::open({.folder = shop.data() / "keys",
                                         .master_key_file = shop.data() / "master.key",
                                         .access = file_keys::Access::read_only},
                                        shop.dice));
  shop.make_box("late");
  shop.make_tenant("south");
  shop.make_box("later", "south");
  NoProgress progress;
  MemorySnapshots folded;
  const auto found = Installation::must(diagnose(
      shop.domain, {*shop.log, folded, *early, shop.clock, shop.dice}, progress, progress));
  CHECK(found.healthy());
  const auto compared = shop.check_against(folded);
  CHECK(compared.aggregates == 9);
  CHECK(compared.difference_count == 0);
}

TEST_CASE("what doctor prepared is what a shard goes on from") {
  FilledShop shop;
  const auto prepared = shop.data() / prepared_folder;
  CHECK(shop.prepare_for(shop.domain).healthy());
  shop.stop();
  std::filesystem::remove_all(shop.data() / "snapshots");
  std::filesystem::rename(prepared, shop.data() / "snapshots");
  shop.start();
  CHECK(shop.add_things(shop.last, 1).version == 3);
}

TEST_CASE("doctor prepares nothing where a tenant would stop, and takes away what was there") {
  FilledShop shop;
  CHECK(shop.prepare_for(shop.domain).healthy());
  CHECK(std::filesystem::exists(shop.data() / prepared_folder));
  Domain smaller;
  smaller.add(aggregate_type<toy::Tenant>());
  CHECK_FALSE(shop.prepare_for(smaller).healthy());
  CHECK_FALSE(std::filesystem::exists(shop.data() / prepared_folder));
}

TEST_CASE("prepared snapshots take the place of those of another binary, and of no others") {
  FilledShop shop;
  const auto serving = shop.data() / "snapshots", prepared = shop.data() / prepared_folder;
  const auto shape_of = [](const std::filesystem::path& folder) {
    const auto opened = Installation::must(RocksSnapshots::open(folder, {}));
    return Installation::must(opened->get(keyspace::shape)).value_or("none");
  };
  CHECK(shop.prepare_for(shop.domain).healthy());
  shop.stop();
  const auto ours = shape_of(serving);

  REQUIRE(take_prepared(shop.data(), shop.domain));
  CHECK(std::filesystem::exists(prepared));  // what serves is ours: nothing to take

  Domain another;
  another.add(aggregate_type<toy::Tenant>());
  REQUIRE(take_prepared(shop.data(), another));
  CHECK(std::filesystem::exists(prepared));  // what is prepared is not for that binary

  {
    const auto older = Installation::must(RocksSnapshots::open(serving, {}));
    REQUIRE(older->write({{keyspace::shape, "of an older binary"}}));
    REQUIRE(older->flush());
  }
  REQUIRE(take_prepared(shop.data(), shop.domain));
  CHECK_FALSE(std::filesystem::exists(prepared));
  CHECK(shape_of(serving) == ours);
  shop.start();
  CHECK(shop.add_things(shop.last, 1).version == 3);
}

TEST_CASE("snapshots to which nothing was flushed yet differ in nothing") {
  FilledShop shop;
  MemorySnapshots nothing;
  const auto found = shop.check_against(nothing);
  CHECK(found.difference_count == 0);
  CHECK(found.next == Offset{0});
}

TEST_CASE("check finds stored snapshots equal to the log") {
  FilledShop shop;
  shop.stop();  // saves
  shop.start();
  const auto found = shop.check_against(*shop.snapshots);
  for (const auto& one : found.differences) MESSAGE(one.key << " " << one.what);
  CHECK(found.difference_count == 0);
  CHECK(found.aggregates == 6);
}

TEST_CASE("check finds a changed state, a missing one and one too many") {
  FilledShop shop;
  shop.stop();
  shop.start();
  const auto key = keyspace::aggregate("demo", "box", shop.last);
  const auto cell = Installation::must(shop.snapshots->get(key)).value();

  auto newer = cell;
  newer[0] = static_cast<char>(newer[0] + 1);  // the version's lowest byte
  REQUIRE(shop.snapshots->write({{key, newer}}));
  auto found = shop.check_against(*shop.snapshots);
  REQUIRE(found.difference_count == 1);
  CHECK(found.differences[0].what == "version 3 instead of 2");

  REQUIRE(shop.snapshots->write({{key, std::nullopt}}));
  found = shop.check_against(*shop.snapshots);
  REQUIRE(found.difference_count == 1);
  CHECK(found.differences[0].what == "only in the log");

  REQUIRE(shop.snapshots->write({{key, cell}, {keyspace::aggregate("demo", "box", "x"), cell}}));
  found = shop.check_against(*shop.snapshots);
  REQUIRE(found.difference_count == 1);
  CHECK(found.differences[0].key == "a/demo/box/x/");
  CHECK(found.differences[0].what == "only in the snapshots");
}

TEST_CASE("check reads the snapshots of a process that serves, and cannot write them") {
  FilledShop shop;
  shop.stop();
  shop.start();  // holds the folder's lock
  const auto beside =
      Installation::must(RocksSnapshots::open_read_only(shop.data() / "snapshots", {}));
  CHECK(shop.check_against(*beside).difference_count == 0);
  CHECK_FALSE(beside->write({{"x", "y"}}));
}
