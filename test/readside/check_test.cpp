// What is compared is every column of every row, at one position, while all goes on.
#include "adapters/postgres/check_rows.hpp"

#include <algorithm>

#include "adapters/postgres/rebuild.hpp"
#include "test/readside/read_side.hpp"
#include "test/support/money_day.hpp"

namespace fettle::test {
namespace {

using postgres::GoOn;
using postgres::RowCheck;

struct Checked : ReadSide {
  Checked() {
    open_shop(shop, "demo");
    for (int n = 1; n <= 3; ++n) whole_order(shop, "demo", std::to_string(n));
    money_day(shop, "demo", "1");
    project();
  }

  Result<RowCheck> check(std::function<GoOn(const postgres::FillProgress&)> watch = {}) {
    if (!watch) watch = [](const postgres::FillProgress&) { return GoOn::yes; };
    return postgres::check_rows({database.url(),
                                 shop_shape(),
                                 shop_domain(),
                                 shop_projection(),
                                 {shop_checkpoint()},
                                 std::move(watch),
                                 {.batch_bytes_max = 4000, .cached_rows_max = 50}},
                                {log, keys, dice, clock});
  }

  // "orders demo/w1: another status" for each difference.
  std::vector<std::string> differences() {
    const auto found = check();
    REQUIRE(found);
    CHECK(found->difference_count >= found->differences.size());
    std::vector<std::string> lines;
    for (const auto& one : found->differences) {
      lines.push_back(one.table + ' ' + one.key + ": " + one.what);
    }
    return lines;
  }

  bool scratch_is_gone() const {
    return database.sql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%check%'") == "0" &&
           database.sql("SELECT count(*) FROM fettle.built WHERE kind <> 'auto'") == "0";
  }
};

using Lines = std::vector<std::string>;

// SQL of a value that the column does not have.
std::string another(const Column& column) {
  const auto name = postgres::quoted(column.name);
  switch (column.type) {
    case ColumnType::text:
      return "coalesce(" + name + ", '') || '!'";
    case ColumnType::bigint:
      return "coalesce(" + name + ", 0) + 1";
    case ColumnType::boolean:
      return "NOT coalesce(" + name + ", false)";
    case ColumnType::timestamptz:
      return "coalesce(" + name + ", '2001-01-01Z') + interval '1 microsecond'";
    case ColumnType::jsonb:
      return "'\"another\"'::jsonb";
  }
  return "NULL";
}

}  // namespace

TEST_CASE("rows that are what the log folds to are found equal, and nothing is left behind") {
  Checked side;
  const auto before = rows_of(side.database, "auto");
  const auto found = side.check();
  REQUIRE(found);
  CHECK(found->next.at(Partition{0}) == side.log.end());
  CHECK(found->tables == shop_projection().tables.size());
  CHECK(found->rows > 50);
  CHECK(found->difference_count == 0);
  CHECK(side.scratch_is_gone());
  CHECK(rows_of(side.database, "auto") == before);
  CHECK(side.database.sql("SELECT current FROM fettle.generations") == "1");
}

TEST_CASE("a changed column is named with its row") {
  Checked side;
  side.database.sql("UPDATE auto_g1.work_orders SET status = 'CLOSED' WHERE id = 'w2'");
  CHECK(side.differences() == Lines{"work_orders demo/w2: another status"});
  CHECK(side.scratch_is_gone());
}

TEST_CASE("a row that is missing, and one too many, are named") {
  Checked side;
  side.database.sql("DELETE FROM auto_g1.payments WHERE id = 'p1'");
  side.database.sql(
      "INSERT INTO auto_g1.stores SELECT (jsonb_populate_record(t, '{\"id\": \"s9\"}')).* "
      "FROM auto_g1.stores t");
  CHECK(side.differences() ==
        Lines{"stores demo/s9: only in the rows", "payments demo/p1: only in the log"});
}

TEST_CASE("every column of every table is compared") {
  Checked side;
  std::map<std::string, std::string> changed;  // by table: what must be said of its rows
  for (const auto* table : shop_projection().tables) {
    const std::string name(table->name);
    if (side.database.sql("SELECT count(*) FROM auto_g1." + name) == "0") continue;
    std::vector<std::string> columns;
    std::string sets;
    for (std::size_t i = table->key_size; i < table->columns.size(); ++i) {
      const auto& column = table->columns[i];
      columns.push_back(column.name);
      sets += (sets.empty() ? "" : ", ") + postgres::quoted(column.name) + " = " + another(column);
    }
    if (columns.empty()) continue;
    std::ranges::sort(columns);
    auto& what = changed[name];
    for (const auto& column : columns) what += (what.empty() ? "another " : ", ") + column;
    side.database.sql("UPDATE auto_g1." + name + " SET " + sets);
  }
  CHECK(changed.size() > 10);
  CHECK(changed.contains("refunds"));
  CHECK(changed.contains("payment_events"));
  std::map<std::string, std::string> said;
  const auto found = side.check();
  REQUIRE(found);
  for (const auto& one : found->differences) said[one.table] = one.what;
  CHECK(said == changed);
}

TEST_CASE("differences beyond the first are counted, not listed") {
  Checked side;
  for (int n = 4; n <= 30; ++n) whole_order(side.shop, "demo", std::to_string(n));
  side.project();
  side.database.sql("UPDATE auto_g1.work_orders SET store_id = 'elsewhere'");
  const auto found = side.check();
  REQUIRE(found);
  CHECK(found->difference_count == 30);
  CHECK(found->differences.size() == postgres::row_differences_listed_max);
}

TEST_CASE("rows are compared where they are, also when the log has gone on and still does") {
  Checked side;
  const auto projected = side.log.end();
  whole_order(side.shop, "demo", "4");
  CHECK(side.check()->next.at(Partition{0}) == projected);
  CHECK(side.check()->difference_count == 0);

  auto serving = side.projector(side.tables);
  int n = 5;
  const auto found = side.check([&](const postgres::FillProgress&) {
    if (n < 8) {
      whole_order(side.shop, "demo", std::to_string(n++));
      side.catch_up(serving);
    }
    return GoOn::yes;
  });
  REQUIRE(found);
  CHECK(found->difference_count == 0);
  CHECK(found->next.at(Partition{0}) > projected);
}

TEST_CASE("a rebuild that is on its way is not disturbed, nor its tables taken") {
  Checked side;
  const auto stop = [](const postgres::FillProgress&) { return GoOn::stop; };
  const auto go = [](const postgres::FillProgress&) { return GoOn::yes; };
  const auto plan = [&](auto watch) {
    return postgres::FillPlan{side.database.url(),
                              shop_shape(),
                              shop_domain(),
                              shop_projection(),
                              {shop_checkpoint()},
                              watch,
                              {.batch_bytes_max = 4000, .cached_rows_max = 50}};
  };
  const postgres::FillPorts ports{side.log, side.keys, side.dice, side.clock};
  const auto begun = postgres::rebuild(plan(stop), ports);
  REQUIRE(begun);
  CHECK(side.check()->difference_count == 0);
  const auto ended = postgres::rebuild(plan(go), ports);
  REQUIRE(ended);
  CHECK(ended->generation == begun->generation);
  CHECK(ended->swapped);
  CHECK(ended->comparison->equal());
  CHECK(side.check()->difference_count == 0);
}

TEST_CASE("a check that is stopped leaves nothing, and one beside another is refused") {
  Checked side;
  const auto found = side.check([&](const postgres::FillProgress&) {
    const auto second = side.check();
    CHECK(second.error().code == "check_running");
    return GoOn::stop;
  });
  REQUIRE(!found);
  CHECK(found.error().code == "interrupted");
  CHECK(side.scratch_is_gone());
}

TEST_CASE("rows of another log, or none at all, are no difference but a fault with its name") {
  Checked side;
  MemoryLog other;
  CHECK(postgres::check_rows({side.database.url(),
                              shop_shape(),
                              shop_domain(),
                              shop_projection(),
                              {shop_checkpoint()},
                              [](const postgres::FillProgress&) { return GoOn::yes; }},
                             {other, side.keys, side.dice, side.clock})
            .error()
            .code.starts_with("checkpoint_"));
  CHECK(side.scratch_is_gone());
  ReadSide empty;
  CHECK(postgres::check_rows({empty.database.url(),
                              shop_shape(),
                              shop_domain(),
                              shop_projection(),
                              {shop_checkpoint()},
                              [](const postgres::FillProgress&) { return GoOn::yes; }},
                             {empty.log, empty.keys, empty.dice, empty.clock})
            .error()
            .code == "rows_missing");
}

}  // namespace fettle::test
