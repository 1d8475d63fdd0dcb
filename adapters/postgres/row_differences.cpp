#include "adapters/postgres/row_differences.hpp"

#include <fmt/format.h>

#include "adapters/postgres/table_sql.hpp"

namespace fettle::postgres {
namespace {

// {0} serving and {1} folded table, {2} key columns, {3} the first of them, {4} how many to list.
// The server joins on disk when it must; only what is listed comes here.
constexpr std::string_view differing_rows = R"(
SELECT count(*) OVER (), concat_ws('/', {2}),
  CASE WHEN f.{3} IS NULL THEN 'only in the rows' WHEN s.{3} IS NULL THEN 'only in the log'
  ELSE 'another ' || (SELECT string_agg(name, ', ' ORDER BY name COLLATE "C")
    FROM jsonb_each(to_jsonb(s)) a(name, value) FULL JOIN jsonb_each(to_jsonb(f)) b(name, other)
    USING (name) WHERE value IS DISTINCT FROM other) END
FROM {0} s FULL JOIN {1} f USING ({2})
WHERE s::text IS DISTINCT FROM f::text ORDER BY {2} LIMIT {4})";

std::string key_columns(const TableType& table) {
  std::string list;
  for (std::size_t i = 0; i < table.key_size; ++i) {
    list += (i == 0 ? "" : ", ") + quoted(table.columns[i].name);
  }
  return list;
}

std::uint64_t whole(const Answer& answer, int row, int column) {
  return std::stoull(answer.text(row, column));
}

}  // namespace

Result<void> add_differences(Connection& connection, const TableType& table,
                             const std::string& serving, const std::string& folded,
                             RowCheck& check) {
  const auto served = qualified(serving, table.name);
  ++check.tables;
  check.rows += whole(TRY(connection.run("SELECT count(*) FROM " + served)), 0, 0);
  const auto differing = TRY(connection.run(
      fmt::format(fmt::runtime(differing_rows), served, qualified(folded, table.name),
                  key_columns(table), quoted(table.columns[0].name), row_differences_listed_max)));
  if (differing.rows() == 0) return {};
  check.difference_count += whole(differing, 0, 0);
  for (int row = 0; row < differing.rows(); ++row) {
    check.differences.push_back(
        {std::string(table.name), differing.text(row, 1), differing.text(row, 2)});
  }
  return {};
}

}  // namespace fettle::postgres
