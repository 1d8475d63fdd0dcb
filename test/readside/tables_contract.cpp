// What every store of rows promises (core/ports/tables.hpp), run on each of them.
#include <doctest/doctest.h>

#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/postgres_tables.hpp"
#include "test/readside/thing_rows.hpp"

namespace fettle::test {
namespace {

struct OnPostgres {
  TestDatabase database;
  PostgresTables tables{database.url(), thing_shape()};
};

template <class On>
void must_write(On& on, const TableBatch& batch) {
  const auto written = on.tables.write(batch);
  INFO((written ? "" : written.error().code + ": " + written.error().detail));
  REQUIRE(written);
}

// The rows of these ids, as the store shows them, by id.
template <class On>
std::map<std::string, ThingRow> found(On& on, const std::vector<std::string>& ids) {
  std::map<std::string, ThingRow> rows;
  std::vector<std::string> keys;
  for (const auto& id : ids) keys.push_back(row_text::key("demo", id));
  const auto fetched = on.tables.fetch(things(), keys, [&](std::span<const FieldText> fields) {
    const auto row = things().decode(fields);
    REQUIRE(row);
    const auto& thing = *static_cast<const ThingRow*>(row->get());
    rows.emplace(thing.id, thing);
  });
  REQUIRE(fetched);
  return rows;
}

template <class On>
std::optional<Checkpoint> stored(On& on, const CheckpointKey& key = thing_lane) {
  const auto checkpoint = on.tables.checkpoint(key);
  REQUIRE(checkpoint);
  return *checkpoint;
}

}  // namespace

#define EVERY_TABLES OnPostgres

TEST_CASE_TEMPLATE("there is no checkpoint before the first batch, then the newest", On,
                   EVERY_TABLES) {
  On on;
  CHECK(stored(on) == std::nullopt);
  must_write(on, batch(std::nullopt, 5, {}, {}));
  CHECK(stored(on) == at(5));
  must_write(on, batch(5, 9, {}, {}));
  CHECK(stored(on) == at(9));
  CHECK(stored(on, {"things", Partition{1}, 0}) == std::nullopt);
  CHECK(stored(on, {"things", Partition{0}, 1}) == std::nullopt);
  CHECK(stored(on, {"others", Partition{0}, 0}) == std::nullopt);
}

TEST_CASE_TEMPLATE("rows are shown as they were written, an absent key is passed over", On,
                   EVERY_TABLES) {
  On on;
  const std::vector<ThingRow> rows{thing("plain", 1), awkward_thing("awkward")};
  must_write(on, batch(std::nullopt, 1, {}, rows));
  const auto shown = found(on, {"awkward", "absent", "plain", "a\tb"});
  REQUIRE(shown.size() == 2);
  CHECK(shown.at("plain") == rows[0]);
  CHECK(shown.at("awkward") == rows[1]);
  CHECK(found(on, {}).empty());
}

TEST_CASE_TEMPLATE("a row that changes is removed and added, a removed one is gone", On,
                   EVERY_TABLES) {
  On on;
  must_write(on, batch(std::nullopt, 1, {}, {thing("a", 1), thing("b", 2), thing("c", 3)}));
  must_write(on, batch(1, 2, {"a", "b", "never"}, {thing("a", 10)}));
  const auto shown = found(on, {"a", "b", "c"});
  REQUIRE(shown.size() == 2);
  CHECK(shown.at("a").count == 10);
  CHECK(shown.at("c").count == 3);
}

TEST_CASE_TEMPLATE("whoever expects another checkpoint is told, and has written nothing", On,
                   EVERY_TABLES) {
  On on;
  must_write(on, batch(std::nullopt, 5, {}, {thing("a", 1)}));
  for (const auto expected : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(4)}) {
    const auto late = on.tables.write(batch(expected, 6, {"a"}, {thing("b", 2)}));
    REQUIRE_FALSE(late);
    CHECK(late.error().kind == FaultKind::closed);
  }
  CHECK(stored(on) == at(5));
  CHECK(found(on, {"a", "b"}).size() == 1);
  must_write(on, batch(5, 6, {}, {thing("b", 2)}));
}

TEST_CASE_TEMPLATE("a row that is there already refuses the whole batch by name", On,
                   EVERY_TABLES) {
  On on;
  must_write(on, batch(std::nullopt, 1, {}, {thing("a", 1)}));
  const auto twice = on.tables.write(batch(1, 2, {}, {thing("b", 2), thing("a", 3)}));
  REQUIRE_FALSE(twice);
  CHECK(twice.error().kind == FaultKind::invalid);
  CHECK(twice.error().code == "row_exists");
  CHECK(stored(on) == at(1));
  CHECK(found(on, {"a", "b"}).size() == 1);
}

TEST_CASE_TEMPLATE("a row that the store cannot hold refuses the whole batch by name", On,
                   EVERY_TABLES) {
  On on;
  auto impossible = thing("a", 1);
  impossible.note = std::string("a\0b", 3);
  const auto refused = on.tables.write(batch(std::nullopt, 1, {}, {thing("b", 1), impossible}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == FaultKind::invalid);
  CHECK(refused.error().code == "row_refused");
  CHECK(stored(on) == std::nullopt);
  CHECK(found(on, {"a", "b"}).empty());
  must_write(on, batch(std::nullopt, 1, {}, {thing("b", 1)}));
}

TEST_CASE_TEMPLATE("months may be prepared at any time, again and again", On, EVERY_TABLES) {
  On on;
  for (const auto* text :
       {"2026-11-30T23:59:59Z", "2026-11-30T23:59:59Z", "2024-02-29T00:00:00Z"}) {
    CHECK(on.tables.prepare_months(*parse_moment(text)));
  }
}

}  // namespace fettle::test
