#include "bench/projector/database.hpp"

#include <fmt/format.h>

#include "adapters/postgres/postgres_tables.hpp"
#include "adapters/postgres/table_sql.hpp"
#include "bench/need.hpp"
#include "core/row_text.hpp"

namespace fettle::bench {
namespace {

// Each contender has a new database, which begins with the product's first generation.
std::string first_generation(const TableType& table) {
  return postgres::qualified("auto_g1", table.name);
}

std::string lines_of(const postgres::Answer& answer) {
  std::string lines;
  for (int row = 0; row < answer.rows(); ++row) {
    for (int column = 0; column < answer.columns(); ++column) {
      if (column != 0) lines += '\t';
      const auto value = answer.at(row, column);
      if (value) row_text::append(lines, *value);
      if (!value) row_text::append_null(lines);
    }
    lines += '\n';
  }
  return lines;
}

}  // namespace

std::size_t count_of(const AllRows& rows) {
  std::size_t count = 0;
  for (const auto& one : rows) count += one.count;
  return count;
}

void Database::make_tables() {
  auto connection = test::connect(url());
  need(postgres::Generations(connection, shop_.shape).current_or_new());
  PostgresTables tables(url(), shop_.shape);
  need(tables.prepare_months(shop_.clock.now()));
}

AllRows Database::rows() const {
  auto connection = test::connect(url());
  AllRows all;
  for (const auto* table : shop_.shape.tables) {
    const auto answer = need(connection.run(fmt::format(
        "SELECT {} FROM {} t", postgres::select_list(*table), first_generation(*table))));
    all.push_back({table, lines_of(answer), static_cast<std::size_t>(answer.rows())});
    if (table->name == "dead_letters" && answer.rows() != 0) {
      throw std::runtime_error("events of the bench could not be folded");
    }
  }
  return all;
}

void Database::must_hold(const AllRows& wanted) const {
  auto connection = test::connect(url());
  for (const auto& [table, lines, count] : wanted) {
    const auto answer = need(connection.run("SELECT count(*) FROM " + first_generation(*table)));
    if (answer.text(0, 0) == std::to_string(count)) continue;
    throw std::runtime_error(
        fmt::format("{} has {} rows, not {}", table->name, answer.text(0, 0), count));
  }
}

}  // namespace fettle::bench
