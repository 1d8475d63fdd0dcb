#include "adapters/postgres/postgres_tables.hpp"

#include <fmt/format.h>

#include <map>

#include "adapters/postgres/connection.hpp"
#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/table_sql.hpp"
#include "core/row_text.hpp"

namespace fettle {

using postgres::Answer;
using postgres::Connection;
using postgres::Month;

namespace {

// Losing the newest transactions in a crash is harmless: rows and checkpoint go together, and the
// log is folded again from there. The planner has no statistics of a table that was filled a
// moment ago; every statement here finds rows by their key.
constexpr const char* projector_session =
    "SET synchronous_commit TO off; SET enable_seqscan TO off; SET enable_hashjoin TO off; "
    "SET enable_mergejoin TO off; SET jit TO off; SET application_name TO 'fettle projector'";

// Without statistics the planner takes any index that begins with `tenant` for as good as the
// primary key, and reads all rows of a tenant for each key. Autovacuum comes too late for tables
// that are filled in seconds.
class Growth {
 public:
  // Should the table be analyzed, now that `rows` more are in it?
  bool analyze_after(std::size_t rows) {
    added_ += rows;
    if (next_ > last || added_ < next_) return false;
    next_ *= factor;
    return true;
  }

 private:
  static constexpr std::size_t first = 100, factor = 16, last = 100'000;
  std::size_t added_ = 0;
  std::size_t next_ = first;
};

// One array of text for each key column.
std::vector<std::optional<std::string>> key_arrays(const TableType& table,
                                                   std::span<const std::string> keys) {
  std::vector<std::vector<std::string>> columns(table.key_size);
  for (const auto& key : keys) {
    auto fields = row_text::split(key);
    for (std::size_t i = 0; i < table.key_size; ++i) columns[i].push_back(fields[i].value_or(""));
  }
  std::vector<std::optional<std::string>> arrays;
  for (const auto& column : columns) arrays.emplace_back(postgres::array_of(column));
  return arrays;
}

// The text of one column of a line.
std::string_view field_of(std::string_view line, std::size_t column) {
  for (; column > 0; --column) line.remove_prefix(line.find('\t') + 1);
  return line.substr(0, line.find_first_of("\t\n"));
}

std::size_t column_named(const TableType& table, std::string_view name) {
  std::size_t at = 0;
  while (table.columns[at].name != name) ++at;
  return at;
}

}  // namespace

struct PostgresTables::Session {
  Connection connection;
  std::uint64_t generation;
  std::string schema;
  std::set<std::pair<std::string_view, Month>> months = {};  // parts known to exist
  std::map<std::string_view, Growth> growth = {};            // of tables whose rows were looked up
};

PostgresTables::PostgresTables(std::string url, const postgres::Shape& shape,
                               std::optional<std::uint64_t> generation)
    : url_(std::move(url)), shape_(shape), generation_(generation) {}

PostgresTables::~PostgresTables() = default;

// After a fault nobody knows what a connection still has to say.
template <class T>
Result<T> PostgresTables::checked(Result<T> result) {
  if (!result && result.error().kind != FaultKind::invalid &&
      result.error().kind != FaultKind::closed) {
    session_.reset();
  }
  return result;
}

Result<void> PostgresTables::connect() {
  if (session_) return {};
  auto connection = TRY(Connection::open(url_));
  TRY(connection.run(projector_session));
  auto generation = generation_.value_or(0);
  if (!generation_) {
    generation = TRY(postgres::Generations(connection, shape_).current_or_new());
  }
  session_ = std::make_unique<Session>(
      Session{std::move(connection), generation, postgres::schema_of(shape_.kind, generation)});
  return {};
}

Result<std::optional<Checkpoint>> PostgresTables::checkpoint(const CheckpointKey& key) {
  if (!generation_) session_.reset();  // another generation may be current by now
  TRY(connect());
  const std::optional<std::string> parameters[] = {
      key.projection, std::to_string(number(key.partition)), std::to_string(key.lane)};
  const auto answer = TRY(checked(session_->connection.run(
      fmt::format("SELECT checkpoint FROM {}.checkpoints WHERE projection = $1 AND partition = $2 "
                  "AND lane = $3",
                  session_->schema),
      parameters)));
  if (answer.rows() == 0) return std::optional<Checkpoint>();
  const auto stored = parse_checkpoint(answer.text(0, 0));
  if (stored) return stored;
  return Fault{FaultKind::mismatch, "checkpoint_unreadable",
               "the stored checkpoint cannot be read by this version; run `fettle rebuild`"};
}

Result<void> PostgresTables::fetch(const TableType& table, std::span<const std::string> keys,
                                   const FoundRow& found) {
  TRY(connect());
  session_->growth.try_emplace(table.name);
  const auto sql =
      fmt::format("SELECT {} FROM {} t, {}", postgres::select_list(table),
                  postgres::qualified(session_->schema, table.name), postgres::matches_keys(table));
  const auto answer = TRY(checked(session_->connection.run(sql, key_arrays(table, keys))));
  std::vector<FieldText> fields(static_cast<std::size_t>(answer.columns()));
  for (int row = 0; row < answer.rows(); ++row) {
    for (int column = 0; column < answer.columns(); ++column) {
      fields[static_cast<std::size_t>(column)] = answer.at(row, column);
    }
    found(fields);
  }
  return {};
}

Result<void> PostgresTables::write(const TableBatch& batch) {
  TRY(connect());
  for (const auto& change : batch.changes) TRY(checked(make_months(change)));
  return checked(postgres::in_transaction(session_->connection, [&] { return write_all(batch); }));
}

Result<void> PostgresTables::write_all(const TableBatch& batch) {
  TRY(move_checkpoint(batch));
  for (const auto& one : batch.changes) TRY(change(one));
  return {};
}

Result<void> PostgresTables::move_checkpoint(const TableBatch& batch) {
  std::vector<std::optional<std::string>> parameters = {
      batch.key.projection,           std::to_string(number(batch.key.partition)),
      std::to_string(batch.key.lane), to_text(batch.next),
      batch.next.log.text(),          std::to_string(number(batch.next.next))};
  // The first of a partition: what lies there already must come from the same log.
  std::string sql =
      "INSERT INTO {0}.checkpoints SELECT $1, $2::bigint, $3::bigint, $4, $5, $6::bigint "
      "WHERE NOT EXISTS (SELECT FROM {0}.checkpoints WHERE log <> $5) ON CONFLICT DO NOTHING";
  if (batch.expected) {
    parameters.push_back(to_text(*batch.expected));
    sql =
        "UPDATE {0}.checkpoints SET checkpoint = $4, log = $5, next = $6 "
        "WHERE projection = $1 AND partition = $2 AND lane = $3 AND checkpoint = $7";
  }
  const auto moved =
      TRY(session_->connection.run(fmt::format(fmt::runtime(sql), session_->schema), parameters));
  if (moved.affected() == 1) return {};
  TRY(check_same_log(batch.next.log));
  return Fault{FaultKind::closed, "checkpoint_moved",
               fmt::format("another projector has moved {} beyond {}", batch.key.projection,
                           batch.expected ? number(batch.expected->next) : 0)};
}

Result<void> PostgresTables::check_same_log(const LogId& log) {
  const std::optional<std::string> parameters[] = {log.text()};
  const auto another = TRY(session_->connection.run(
      fmt::format("SELECT log FROM {}.checkpoints WHERE log <> $1", session_->schema), parameters));
  if (another.rows() == 0) return {};
  return Fault{FaultKind::mismatch, "checkpoint_of_another_log",
               fmt::format("the rows were folded from log {}, this is log {}; if it goes on where "
                           "that one ended, run `fettle rebuild --anew`",
                           another.text(0, 0), log.text())};
}

Result<void> PostgresTables::change(const TableChange& change) {
  const auto table = postgres::qualified(session_->schema, change.table->name);
  auto& growth = session_->growth;
  if (!change.removed.empty()) {
    growth.try_emplace(change.table->name);
    TRY(session_->connection.run(
        fmt::format("DELETE FROM {} t USING {}", table, postgres::matches_keys(*change.table)),
        key_arrays(*change.table, change.removed)));
  }
  if (change.added_count == 0) return {};
  TRY(session_->connection.copy_in(fmt::format("COPY {} FROM STDIN", table), change.added));
  const auto grown = growth.find(change.table->name);
  if (grown != growth.end() && grown->second.analyze_after(change.added_count)) {
    TRY(session_->connection.run("ANALYZE " + table));
  }
  return {};
}

Result<void> PostgresTables::prepare_months(Moment time) {
  TRY(connect());
  for (const auto* table : shape_.tables) {
    if (!table->monthly.empty()) TRY(checked(make_month(*table, time)));
  }
  return {};
}

Result<void> PostgresTables::make_months(const TableChange& change) {
  const auto& table = *change.table;
  if (table.monthly.empty()) return {};
  const auto column = column_named(table, table.monthly);
  std::string_view rest = change.added, last_month;
  while (!rest.empty()) {
    const auto text = field_of(rest, column);
    rest.remove_prefix(rest.find('\n') + 1);
    constexpr std::size_t year_and_month = 7;
    if (text.substr(0, year_and_month) == last_month) continue;
    last_month = text.substr(0, year_and_month);
    if (const auto moment = parse_moment(text)) TRY(make_month(table, *moment));
  }
  return {};
}

// The month and the one behind it, so that next month's part exists before it begins.
Result<void> PostgresTables::make_month(const TableType& table, Moment time) {
  const auto month = postgres::month_of(time);
  for (const auto wanted : {month, postgres::after(month)}) {
    if (session_->months.contains({table.name, wanted})) continue;
    TRY(postgres::in_transaction(session_->connection, [&] { return add_part(table, wanted); }));
    session_->months.insert({table.name, wanted});
  }
  return {};
}

Result<void> PostgresTables::add_part(const TableType& table, const Month& month) {
  auto& connection = session_->connection;
  TRY(connection.run("SELECT pg_advisory_xact_lock(7305804403)"));
  const std::optional<std::string> name[] = {
      postgres::qualified(session_->schema, postgres::partition_name(table, month))};
  const auto there = TRY(connection.run("SELECT to_regclass($1) IS NOT NULL", name));
  if (there.text(0, 0) == "t") return {};
  TRY(connection.run(postgres::create_partition(session_->schema, table, month)));
  return {};
}

}  // namespace fettle
