// The read side of a workshop on a log in memory and a real PostgreSQL.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/postgres_tables.hpp"
#include "core/projector.hpp"
#include "projections/auto_repair.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/postgres.hpp"
#include "test/support/shop_day.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {

inline const Projection& shop_projection() {
  static const Projection projection = projections::auto_repair();
  return projection;
}

inline const Domain& shop_domain() {
  static const Domain domain = [] {
    Domain made;
    for (const auto& [name, handlers] : shop_projection().events) made.add(*handlers.type);
    made.add(event_type<CommandDenied>());
    return made;
  }();
  return domain;
}

inline const postgres::Shape& shop_shape() {
  static const postgres::Shape shape{
      "auto", shop_projection().tables, {}, projections::auto_repair_folds};
  return shape;
}

inline CheckpointKey shop_checkpoint() { return {"auto", Partition{0}, 0}; }

// Every row of every table of a schema as text, by table.
inline std::map<std::string, std::string> rows_of(const TestDatabase& database,
                                                  const std::string& schema) {
  std::map<std::string, std::string> rows;
  for (const auto* table : shop_projection().tables) {
    rows[std::string(table->name)] =
        database.sql("SELECT coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '') FROM " +
                     schema + "." + std::string(table->name) + " t");
  }
  return rows;
}

struct ReadSide {
  explicit ReadSide(std::string server = cluster_url()) : database(std::move(server)) {}

  TestDatabase database;
  TestClock clock{Moment{Micros{1'763'712'000'000'000}}};
  TestDice dice{1};
  MemoryKeys keys{dice};
  MemoryLog log;
  ShopLog shop{log, keys, dice};
  PostgresTables tables{database.url(), shop_shape()};

  ProjectorPorts ports(Tables& into) { return {log, into, keys, dice, clock}; }

  Projector projector(Tables& into, ProjectorOptions options = {}) {
    return Projector(ports(into), shop_domain(), shop_projection(), shop_checkpoint(), options);
  }

  // Steps until the log's end is reached.
  void catch_up(Projector& projector) {
    for (int steps = 0; steps < 10'000; ++steps) {
      const auto folded = projector.step(std::chrono::milliseconds(0));
      INFO((folded ? "" : folded.error().code + ": " + folded.error().detail));
      REQUIRE(folded);
      if (projector.checkpoint() && projector.checkpoint()->next == log.end()) return;
    }
    FAIL("the projector does not arrive");
  }

  void project() {
    auto all = projector(tables);
    catch_up(all);
  }
};

}  // namespace fettle::test
