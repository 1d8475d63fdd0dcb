// The layers of the shard's memory: within the limit, newer over older, written down in time.
#include "core/shard/memory.hpp"

#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

std::string name_key(const std::string& name, const std::string& id) {
  return keyspace::index("demo", toy::boxes_by_name.name, name) + id;
}

// A memory over a store that holds some boxes' names.
struct Layers {
  explicit Layers(std::size_t cached_max = 8) : memory(snapshots, keys, dice, cached_max) {}

  void store(const std::vector<std::string>& entries) {
    std::vector<SnapshotWrite> batch;
    for (const auto& entry : entries) batch.push_back({entry, ""});
    REQUIRE(snapshots.write(batch));
  }
  void change(std::vector<std::pair<std::string, bool>> entries) {
    memory.apply({.values = {}, .entries = std::move(entries)}, ++last_change);
  }
  ShardView view() { return {memory, domain, demo}; }
  std::vector<std::string> named(const std::string& name, std::size_t limit = 100) {
    return view().find(toy::boxes_by_name, name, limit);
  }
  std::vector<std::string> from_to(const std::string& from, const std::string& to,
                                   std::size_t limit = 100) {
    return view().range(toy::boxes_by_name, from, to, limit);
  }

  Domain domain = toy::domain();
  MemorySnapshots snapshots;
  TestDice dice{7};
  MemoryKeys keys{dice};
  Memory memory;
  std::uint64_t last_change = 0;
};

using Ids = std::vector<std::string>;

Changes heads(int from, int to) {
  Changes changes;
  for (int n = from; n < to; ++n) {
    changes.values.emplace_back(keyspace::chain_head("t" + std::to_string(n)), std::string("head"));
  }
  return changes;
}

// The first record that is not in what a power cut would leave.
std::uint64_t flushed_up_to(ShardBench& bench) {
  MemorySnapshots& store = bench.snapshots;
  store.crash();
  const auto text = *store.get(keyspace::checkpoint);
  return text ? number(parse_checkpoint(*text)->next) : 0;
}

}  // namespace

TEST_CASE("what is stored is forgotten beyond the limit, what is not stored never is") {
  Layers layers(8);
  auto changes = heads(0, 50);
  layers.memory.apply(changes, 1);
  CHECK(layers.memory.size() == 50);
  layers.memory.apply(heads(50, 60), 2);
  layers.memory.stored(changes, 1);
  CHECK(layers.memory.size() == 8 + 10);
  for (int n = 50; n < 60; ++n) {
    CHECK(*layers.memory.text(keyspace::chain_head("t" + std::to_string(n))) == "head");
  }
  layers.memory.stored(heads(50, 60), 2);
  CHECK(layers.memory.size() == 8);
}

TEST_CASE("reading many states keeps the memory within its limit, the last used stays") {
  ShardBench bench;
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  Ids boxes;
  for (int n = 0; n < 40; ++n) boxes.push_back(bench.make_box("box " + std::to_string(n)));
  bench.settle();
  Memory memory(bench.snapshots, bench.keys, bench.dice, 8);
  const auto& type = *bench.domain.aggregate("box");
  const auto often = *memory.aggregate("demo", type, boxes.front());
  REQUIRE(often);
  for (const auto& box : boxes) {
    const auto cell = *memory.aggregate("demo", type, box);
    REQUIRE(cell);
    CHECK(cell->version == 1);
    CHECK(memory.size() <= 8);
    CHECK(*memory.aggregate("demo", type, boxes.front()) == often);  // the very same one
  }
  CHECK(memory.size() == 8);
}

TEST_CASE("of many changes the last of each key is left, in their order") {
  Changes changes;
  changes.append(heads(0, 3));
  changes.append(heads(1, 2));
  changes.values.back().second = std::string("later");
  changes.append({.values = {}, .entries = {{"i1", true}, {"i2", true}, {"i1", false}}});
  CHECK(changes.size() == 7);
  changes.leave_last();
  REQUIRE(changes.size() == 5);
  CHECK(changes.values[0].first == keyspace::chain_head("t0"));
  CHECK(changes.values[1].first == keyspace::chain_head("t2"));
  CHECK(std::get<std::string>(changes.values[2].second) == "later");
  CHECK(changes.entries == std::vector<std::pair<std::string, bool>>{{"i2", true}, {"i1", false}});
}

TEST_CASE("a running shard keeps no answers in memory once they are stored") {
  Layers layers(8);
  Changes changes;
  for (int n = 0; n < 50; ++n) {
    changes.values.emplace_back(keyspace::answer("demo", "anna", std::to_string(n)),
                                std::make_shared<AnswerRecord>());
  }
  layers.memory.apply(changes, 1);
  CHECK(layers.memory.size() == 50);
  layers.memory.stored(changes, 1);
  CHECK(layers.memory.size() == 0);
}

TEST_CASE("an entry that was taken back hides the stored one") {
  Layers layers;
  layers.store({name_key("a", "1"), name_key("a", "2"), name_key("a", "3"), name_key("b", "4")});
  CHECK(layers.named("a") == Ids{"1", "2", "3"});
  layers.change({{name_key("a", "2"), false}});
  CHECK(layers.named("a") == Ids{"1", "3"});
  CHECK(layers.named("a", 2) == Ids{"1", "3"});
  layers.change({{name_key("a", "1"), false}, {name_key("a", "3"), false}});
  CHECK(layers.named("a").empty());
  CHECK(layers.named("b") == Ids{"4"});
}

TEST_CASE("an entry that came back is there once, new ones stand in their order") {
  Layers layers;
  layers.store({name_key("a", "1"), name_key("a", "3")});
  layers.change({{name_key("a", "3"), false}, {name_key("a", "2"), true}});
  CHECK(layers.named("a") == Ids{"1", "2"});
  layers.change({{name_key("a", "3"), true}, {name_key("a", "4"), true}});
  CHECK(layers.named("a") == Ids{"1", "2", "3", "4"});
  CHECK(layers.named("a", 3) == Ids{"1", "2", "3"});
}

TEST_CASE("a range sees new, stored and taken-back entries as one, from included, to excluded") {
  Layers layers;
  layers.store({name_key("a", "1"), name_key("c", "3"), name_key("d", "4"), name_key("e", "5")});
  layers.change({{name_key("b", "2"), true}, {name_key("c", "3"), false}});
  CHECK(layers.from_to("a", "e") == Ids{"1", "2", "4"});
  CHECK(layers.from_to("b", "z") == Ids{"2", "4", "5"});
  CHECK(layers.from_to("a", "z", 2) == Ids{"1", "2"});
  CHECK(layers.from_to("a", "z", 0).empty());
  CHECK(layers.from_to("c", "d").empty());
}

TEST_CASE("entries leave the memory when they are stored, later ones of the same key stay") {
  Layers layers;
  layers.store({name_key("a", "1")});
  const Changes first{.values = {},
                      .entries = {{name_key("a", "1"), false}, {name_key("a", "2"), true}}};
  layers.memory.apply(first, 1);
  layers.memory.apply({.values = {}, .entries = {{name_key("a", "2"), false}}}, 2);
  REQUIRE(layers.snapshots.write({{name_key("a", "1"), std::nullopt}, {name_key("a", "2"), ""}}));
  layers.memory.stored(first, 1);
  CHECK(layers.memory.size() == 1);
  CHECK(layers.named("a").empty());
}

TEST_CASE("what a restart must fold again is bounded: the store is flushed in time") {
  constexpr std::uint64_t events_max = 10;
  ShardOptions options;
  options.saver.unflushed_events = events_max;
  ShardBench bench(options);
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  bench.make_box("first");
  CHECK(flushed_up_to(bench) == 0);  // not for every commit: it would cost a sync each
  bench.restart();
  for (int n = 0; n < 35; ++n) {
    bench.make_box("box " + std::to_string(n));
    if (n < 10) continue;
    const auto end = number(bench.log.end());
    auto copy = bench.snapshots.flushed();
    const auto text = copy.find(keyspace::checkpoint);
    REQUIRE(text != copy.end());
    CHECK(end - number(parse_checkpoint(text->second)->next) <= events_max);
  }
}

TEST_CASE("a flush that failed stays due") {
  ShardOptions options;
  options.saver.unflushed_events = 5;
  ShardBench bench(options);
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  bench.snapshots.fail_with(Fault{FaultKind::full, "snapshots_full", ""});
  for (int n = 0; n < 6; ++n) bench.make_box("box " + std::to_string(n));
  bench.snapshots.fail_with(std::nullopt);
  bench.make_box("with space again");
  CHECK(flushed_up_to(bench) == number(bench.log.end()));
}

TEST_CASE("with a full store answers go on up to the limit, then it is named, then all is saved") {
  ShardOptions options;
  options.saver.unsaved_max = 40;
  ShardBench bench(options);
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  bench.snapshots.fail_with(Fault{FaultKind::full, "snapshots_full", ""});
  int accepted = 0;
  std::string refused;
  for (int n = 0; n < 50 && refused.empty(); ++n) {
    const auto outcome = bench.ask(
        toy::MakeBox{Text<1, 40>("box " + std::to_string(n)), Text<1, 40>("red"), std::nullopt});
    if (std::holds_alternative<Accepted>(outcome)) {
      ++accepted;
    } else {
      refused = code_of(outcome);
    }
  }
  CHECK(accepted > 5);
  CHECK(accepted < 20);
  CHECK(refused == "snapshots_full");
  CHECK(bench.shard->serving());
  bench.snapshots.fail_with(std::nullopt);
  bench.settle();
  bench.make_box("with space again");
  const auto before = bench.stored();
  bench.restart();
  CHECK(bench.stored().size() == before.size());
  CHECK(std::count_if(before.begin(), before.end(), [](const auto& row) {
          return row.first.starts_with(keyspace::join('a', "demo", "box"));
        }) == accepted + 1);
}

}  // namespace fettle::test
