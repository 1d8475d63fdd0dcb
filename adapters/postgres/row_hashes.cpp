#include "adapters/postgres/row_hashes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/postgres/table_sql.hpp"

namespace fettle::postgres {
namespace {

struct Hashed {
  std::string rows, hash;
};

// A sum does not depend on the order of the rows. A table that is missing has none.
Result<Hashed> hash_of(Connection& connection, const std::string& schema, std::string_view table) {
  const auto name = qualified(schema, table);
  const std::optional<std::string> parameters[] = {name};
  const auto there = TRY(connection.run("SELECT to_regclass($1) IS NOT NULL", parameters));
  if (there.text(0, 0) != "t") return Hashed{"0", "missing"};
  const auto answer = TRY(connection.run(fmt::format(
      "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t", name)));
  return Hashed{answer.text(0, 0), answer.text(0, 1)};
}

Result<bool> same_position(Connection& connection, const std::string& serving,
                           const std::string& shadow) {
  const auto differing = TRY(connection.run(fmt::format(
      "SELECT 1 FROM {}.checkpoints s FULL JOIN {}.checkpoints n USING (projection, partition, "
      "lane) WHERE s.next IS DISTINCT FROM n.next",
      serving, shadow)));
  return differing.rows() == 0;
}

}  // namespace

bool Comparison::equal() const {
  return std::all_of(tables.begin(), tables.end(), [](const auto& table) { return table.equal; });
}

Result<Comparison> compare(Connection& connection, const Shape& shape, std::uint64_t serving,
                           std::uint64_t shadow) {
  return in_transaction(connection, [&]() -> Result<Comparison> {
    TRY(connection.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
    const auto one = schema_of(shape.kind, serving), other = schema_of(shape.kind, shadow);
    Comparison comparison;
    comparison.same_position = TRY(same_position(connection, one, other));
    for (const auto* table : shape.tables) {
      const auto served = TRY(hash_of(connection, one, table->name));
      const auto shadowed = TRY(hash_of(connection, other, table->name));
      comparison.tables.push_back({std::string(table->name), served.rows, shadowed.rows,
                                   served.rows == shadowed.rows && served.hash == shadowed.hash});
    }
    return comparison;
  });
}

}  // namespace fettle::postgres
