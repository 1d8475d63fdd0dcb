#include <fmt/format.h>

#include "adapters/postgres/table_sql.hpp"
#include "bench/need.hpp"
#include "bench/projector/contenders.hpp"
#include "bench/projector/stopwatch.hpp"

namespace fettle::bench {
namespace {

// The same columns, and nothing that a row must be entered in.
std::string bare_tables(const AllRows& rows) {
  std::string sql = "CREATE SCHEMA bare;\n";
  for (const auto& one : rows) {
    sql += fmt::format("CREATE TABLE {} (LIKE {});\n", postgres::qualified("bare", one.table->name),
                       postgres::qualified("auto_g1", one.table->name));
  }
  return sql;
}

}  // namespace

Measured copy(const AllRows& rows, Into into, const Database& database) {
  auto connection = test::connect(database.url());
  // As the projector does: its rows can be folded again.
  need(connection.run("SET synchronous_commit TO off"));
  if (into == Into::bare_tables) need(connection.run(bare_tables(rows)));
  const auto schema = into == Into::bare_tables ? "bare" : "auto_g1";
  const Stopwatch watch;
  for (const auto& one : rows) {
    need(connection.copy_in(
        fmt::format("COPY {} FROM STDIN", postgres::qualified(schema, one.table->name)),
        one.lines));
  }
  return {.rows_sent = count_of(rows), .seconds = watch.seconds()};
}

}  // namespace fettle::bench
