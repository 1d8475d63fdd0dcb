#include "adapters/postgres/table_sql.hpp"

#include <fmt/format.h>

#include "adapters/postgres/connection.hpp"

namespace fettle::postgres {
namespace {

std::string key_list(const TableType& table) {
  std::string list;
  for (std::size_t i = 0; i < table.key_size; ++i) {
    list += fmt::format("{}{}", i == 0 ? "" : ", ", quoted(table.columns[i].name));
  }
  return list;
}

std::string column_definitions(const TableType& table) {
  std::string text;
  for (const auto& column : table.columns) {
    text += fmt::format("  {} {}{},\n", quoted(column.name), type_name(column.type),
                        column.nullable ? "" : " NOT NULL");
  }
  return text;
}

std::string first_day(Month month) {
  return fmt::format("{:04}-{:02}-01", month.year, month.month);
}

}  // namespace

std::string type_name(ColumnType type) {
  switch (type) {
    case ColumnType::text:
      return "text COLLATE \"C\"";
    case ColumnType::bigint:
      return "bigint";
    case ColumnType::boolean:
      return "boolean";
    case ColumnType::timestamptz:
      return "timestamptz";
    case ColumnType::jsonb:
      return "jsonb";
  }
  return "text";
}

std::string qualified(std::string_view schema, std::string_view table) {
  return quoted(schema) + "." + quoted(table);
}

std::string create_table(std::string_view schema, const TableType& table) {
  const auto name = qualified(schema, table.name);
  auto sql = fmt::format("CREATE TABLE {} (\n{}  PRIMARY KEY ({}))", name,
                         column_definitions(table), key_list(table));
  if (!table.monthly.empty()) sql += fmt::format(" PARTITION BY RANGE ({})", quoted(table.monthly));
  sql += ";\n";
  for (const auto index : table.indexes)
    sql += fmt::format("CREATE INDEX ON {} ({});\n", name, index);
  std::string sentence(table.sentence);
  for (auto at = sentence.find('\''); at != std::string::npos; at = sentence.find('\'', at + 2)) {
    sentence.insert(at, 1, '\'');
  }
  return sql + fmt::format(
                   "COMMENT ON TABLE {0} IS '{1}';\n"
                   "ALTER TABLE {0} ENABLE ROW LEVEL SECURITY;\n"
                   "CREATE POLICY tenant_rows ON {0} FOR SELECT USING "
                   "(tenant = current_setting('fettle.tenant', true));\n"
                   "GRANT SELECT ON {0} TO fettle_reader;\n",
                   name, sentence);
}

std::string select_list(const TableType& table) {
  std::string list;
  for (const auto& column : table.columns) {
    if (!list.empty()) list += ", ";
    const auto name = "t." + quoted(column.name);
    list += column.type == ColumnType::timestamptz
                ? fmt::format("to_char({}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", name)
                : name;
  }
  return list;
}

std::string matches_keys(const TableType& table) {
  std::string arrays, names, equal;
  for (std::size_t i = 0; i < table.key_size; ++i) {
    const auto& column = table.columns[i];
    const std::string_view type = column.type == ColumnType::text     ? "text"
                                  : column.type == ColumnType::bigint ? "bigint"
                                                                      : "timestamptz";
    arrays += fmt::format("{}${}::text[]::{}[]", i == 0 ? "" : ", ", i + 1, type);
    names += fmt::format("{}k{}", i == 0 ? "" : ", ", i);
    equal += fmt::format("{}t.{} = k.k{}", i == 0 ? "" : " AND ", quoted(column.name), i);
  }
  return fmt::format("unnest({}) AS k({}) WHERE {}", arrays, names, equal);
}

Month month_of(Moment moment) {
  const std::chrono::sys_time<Micros> time(moment.since_epoch());
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
  return {static_cast<int>(day.year()), static_cast<unsigned>(day.month())};
}

Month after(Month month) {
  if (month.month == 12) return {month.year + 1, 1};
  return {month.year, month.month + 1};
}

std::string partition_name(const TableType& table, Month month) {
  return fmt::format("{}_{:04}_{:02}", table.name, month.year, month.month);
}

// Attached and not created as a part: that would lock out every reader of the whole table.
std::string create_partition(std::string_view schema, const TableType& table, Month month) {
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS {0} (LIKE {1} INCLUDING ALL);\n"
      "ALTER TABLE {1} ATTACH PARTITION {0} FOR VALUES FROM ('{2} 00:00+00') TO ('{3} "
      "00:00+00');\n",
      qualified(schema, partition_name(table, month)), qualified(schema, table.name),
      first_day(month), first_day(after(month)));
}

}  // namespace fettle::postgres
