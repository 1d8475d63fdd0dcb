// Schema `auto` lies in a database that others use too: what is theirs stays, from the first start
// through every swap.
#include <algorithm>

#include "adapters/postgres/generations.hpp"
#include "test/readside/read_side.hpp"
#include "test/readside/thing_rows.hpp"

namespace fettle::test {
namespace {

// Things in the schema `toy`, as one version after another of a binary declares them.
struct Toys {
  Result<std::uint64_t> begin() {
    return postgres::Generations(connection, shape).current_or_new();
  }
  Result<bool> swap_to(const TableType& table) {
    shape = {"toy", {&table}, {}, shape.folds + 1};
    postgres::Generations generations(connection, shape);
    const auto fresh = generations.shadow();
    if (!fresh) return fresh.error();
    return generations.swap(*fresh);
  }

  TestDatabase database;
  postgres::Connection connection = connect(database.url());
  postgres::Shape shape = thing_shape();
};

TableType without_note() {
  auto table = things();
  std::erase_if(table.columns, [](const Column& column) { return column.name == "note"; });
  return table;
}

TableType with_colour() {
  auto table = things();
  table.columns.push_back({"colour", ColumnType::text, true});
  return table;
}

std::string code_of(const Result<bool>& swapped) {
  if (!swapped) return swapped.error().code;
  return *swapped ? "swapped" : "behind";
}

}  // namespace

TEST_CASE("a schema of our name that was there before is refused by name and left as it is") {
  ReadSide side;
  side.database.sql("CREATE SCHEMA auto; CREATE TABLE auto.stores AS SELECT 7 AS theirs");
  auto projector = side.projector(side.tables);
  const auto folded = projector.step(std::chrono::milliseconds(0));
  REQUIRE_FALSE(folded);
  CHECK(folded.error().code == "schema_not_ours");
  CHECK(folded.error().kind == FaultKind::mismatch);
  CHECK(side.database.sql("SELECT theirs FROM auto.stores") == "7");
  CHECK(side.database.sql("SELECT to_regnamespace('auto_g1') IS NULL") == "t");
}

TEST_CASE("others' views on ours, their rights, and what they put beside ours survive a swap") {
  Toys toys;
  REQUIRE(toys.begin());
  toys.database.sql("GRANT SELECT ON toy.things TO PUBLIC");
  toys.database.sql("CREATE VIEW public.report AS SELECT id FROM toy.things");
  toys.database.sql("CREATE VIEW toy.theirs AS SELECT 7 AS theirs");
  toys.database.sql("INSERT INTO toy_g1.things VALUES ('t', 'old', 1, NULL, true, now())");
  const auto same = things(), wider = with_colour();
  for (const auto* table : {&same, &wider}) {
    CHECK(code_of(toys.swap_to(*table)) == "swapped");
    CHECK(toys.database.sql("SELECT count(*) FROM public.report") == "0");
    CHECK(toys.database.sql("SELECT theirs FROM toy.theirs") == "7");
    CHECK(toys.database.sql("SELECT has_table_privilege('public', 'toy.things', 'SELECT')") == "t");
  }
  toys.database.sql("INSERT INTO toy_g3.things VALUES ('t', 'new', 1, NULL, true, now(), 'red')");
  CHECK(toys.database.sql("SELECT id FROM public.report") == "new");
  CHECK(toys.database.sql("SELECT colour FROM toy.things") == "red");
}

TEST_CASE("a view whose columns changed is made anew, unless others depend on it: they are named") {
  Toys toys;
  REQUIRE(toys.begin());
  toys.database.sql("CREATE VIEW public.report AS SELECT note FROM toy.things");
  const auto narrower = without_note();
  const auto refused = toys.swap_to(narrower);
  CHECK(code_of(refused) == "views_depended_on");
  CHECK(refused.error().detail.find("report") != std::string::npos);
  CHECK(toys.database.sql("SELECT current FROM fettle.generations") == "1");
  CHECK(toys.database.sql("SELECT count(note) FROM public.report") == "0");

  toys.database.sql("DROP VIEW public.report");
  CHECK(code_of(toys.swap_to(narrower)) == "swapped");
  CHECK(toys.database.sql("SELECT count(*) FROM pg_attribute WHERE attname = 'note' "
                          "AND attrelid = 'toy.things'::regclass") == "0");
}

TEST_CASE("a view whose table went is dropped, a stranger of our table's name is refused") {
  Toys toys;
  REQUIRE(toys.begin());
  auto renamed = things();
  renamed.name = "objects";
  toys.database.sql("CREATE TABLE toy.objects AS SELECT 7 AS theirs");
  CHECK(code_of(toys.swap_to(renamed)) == "schema_not_ours");
  CHECK(toys.database.sql("SELECT theirs FROM toy.objects") == "7");
  toys.database.sql("DROP TABLE toy.objects");
  CHECK(code_of(toys.swap_to(renamed)) == "swapped");
  CHECK(toys.database.sql("SELECT to_regclass('toy.things') IS NULL") == "t");
  CHECK(toys.database.sql("SELECT count(*) FROM toy.objects") == "0");
}

}  // namespace fettle::test
