// A table small enough to hold a store of rows to its promises.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/postgres/generations.hpp"
#include "core/ports/tables.hpp"
#include "core/row_text.hpp"
#include "schemas/row_type.hpp"
#include "test/support/postgres.hpp"

namespace fettle::test {

struct ThingRow {
  std::string tenant, id;
  std::int64_t count;
  std::optional<std::string> note;
  bool open;
  Moment made;
  bool operator==(const ThingRow&) const = default;
};
FETTLE_READ_MODEL(ThingRow, "Things.",
                  (.table = "things", .key = {"tenant", "id"}, .id = "id", .sort = {"id"}),
                  (tenant, id, count, note, open, made))

inline const TableType& things() { return table_type<ThingRow>(); }
inline const postgres::Shape& thing_shape() {
  static const postgres::Shape shape{"toy", {&things()}, {}, 1};
  return shape;
}
inline const CheckpointKey thing_lane{"things", Partition{0}, 0};

inline ThingRow thing(std::string id, std::int64_t count, std::string tenant = "demo") {
  return {std::move(tenant), std::move(id), count, std::nullopt, true, Moment(Micros{1})};
}
inline ThingRow awkward_thing(std::string id) {
  return {"demo",    std::move(id),
          INT64_MIN, "tab\t line\n 修 \\N \\\\ \"'",
          false,     *parse_moment("9999-12-31T23:59:59.999999Z")};
}

inline Checkpoint at(std::uint64_t next) {
  return {LogId("log-1"), Partition{0}, Offset{next}, {}, std::nullopt};
}

// Moves the checkpoint, takes the rows of these ids and adds these.
inline TableBatch batch(std::optional<std::uint64_t> expected, std::uint64_t next,
                        const std::vector<std::string>& removed,
                        const std::vector<ThingRow>& added) {
  TableBatch made{.key = thing_lane, .expected = {}, .next = at(next), .changes = {}};
  if (expected) made.expected = at(*expected);
  TableChange change{.table = &things(), .removed = {}, .added = {}, .added_count = added.size()};
  for (const auto& id : removed) change.removed.push_back(row_text::key("demo", id));
  for (const auto& row : added) encode_row<ThingRow>(&row, change.added);
  made.changes.push_back(std::move(change));
  return made;
}

}  // namespace fettle::test
