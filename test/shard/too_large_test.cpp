// An event that no record can hold: refused by its name, and nothing else comes of it.
#include <doctest/doctest.h>

#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace large {

// Two events, of which the second is so large.
struct FillBox {
  toy::Box::Key box;
  Whole<0, 2'000'000> bytes;
};
FETTLE_COMMAND(FillBox, "Fills a box up and closes it.", (.aggregate = "box"), (box, bytes))

inline Checked<Decision> decide(TenantView&, const Context&, const FillBox& command) {
  Decision decision;
  add<toy::Box>(decision, command.box, toy::ThingAdded{1});
  const auto bytes = static_cast<std::size_t>(std::int64_t{command.bytes});
  add<toy::Box>(decision, command.box, toy::BoxClosed{std::string(bytes, 'x')});
  return decision;
}

}  // namespace large

namespace {

Domain with_filling() {
  auto domain = toy::domain();
  domain.add(command_type<large::FillBox>());
  return domain;
}

struct Filling {
  ShardBench bench{{}, with_filling()};
  const std::string box = (bench.ask(toy::MakeTenant{Text<1, 20>("auto")}), bench.make_box("a"));

  Outcome fill(std::int64_t bytes) {
    return bench.ask(large::FillBox{toy::Box::Key(box), Whole<0, 2'000'000>(bytes)}, "fill");
  }
  // To the box at this version.
  Outcome add(std::uint64_t version) {
    return bench.ask(toy::AddThings{toy::Box::Key(box), Whole<0, 100>(1)}, "", version);
  }
};

}  // namespace

TEST_CASE("a commit with an event beyond a record's limit is refused whole, and the next goes on") {
  Filling t;
  const auto before = t.bench.stored();
  const auto end = t.bench.log.end();
  for (int repeated = 0; repeated < 2; ++repeated) {
    const auto outcome = t.fill(record_bytes_max + 1);
    CHECK(code_of(outcome) == "commit_too_large");
    CHECK(std::get<Rejection>(outcome).kind == Refusal::too_large);
  }
  CHECK(t.bench.log.end() == end);
  CHECK(t.bench.stored() == before);

  CHECK(code_of(t.add(1)) == "accepted");
  CHECK(code_of(t.add(2)) == "accepted");
  t.bench.snapshots.crash();  // nothing was flushed: all is folded from the log
  t.bench.restart();
  CHECK(code_of(t.add(3)) == "accepted");
}

TEST_CASE("an event that a record just holds is written, and folded again") {
  Filling t;
  constexpr std::int64_t headers_max = 2'000;
  CHECK(code_of(t.fill(record_bytes_max - headers_max)) == "accepted");
  t.bench.snapshots.crash();
  t.bench.restart();
  CHECK(code_of(t.add(3)) == "box_closed");
}

}  // namespace fettle::test
