#include "adapters/postgres/generations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/postgres/served_views.hpp"
#include "adapters/postgres/table_sql.hpp"
#include "core/crypto/crypto.hpp"
#include "core/text_numbers.hpp"

namespace fettle::postgres {
namespace {

// Held by whoever makes, swaps or drops generations: released with its transaction.
constexpr const char* lock = "SELECT pg_advisory_xact_lock(7305804402)";

constexpr const char* registry = R"(
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fettle_reader') THEN
    CREATE ROLE fettle_reader NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'fettle_reader', 'MEMBER') THEN
    GRANT fettle_reader TO CURRENT_USER;
  END IF;
END $$;
CREATE SCHEMA IF NOT EXISTS fettle;
CREATE TABLE IF NOT EXISTS fettle.generations (
  kind text PRIMARY KEY, current bigint NOT NULL);
CREATE TABLE IF NOT EXISTS fettle.built (
  kind text, generation bigint, shape text NOT NULL, PRIMARY KEY (kind, generation));
GRANT USAGE ON SCHEMA fettle TO fettle_reader;
GRANT SELECT ON fettle.generations TO fettle_reader;
)";

constexpr std::string_view checkpoints = R"(
CREATE TABLE {0}.checkpoints (
  projection text, partition bigint, lane bigint, checkpoint text NOT NULL,
  log text NOT NULL, next bigint NOT NULL, PRIMARY KEY (projection, partition, lane))
  WITH (fillfactor = 10);
GRANT USAGE ON SCHEMA {0} TO fettle_reader;
GRANT SELECT ON {0}.checkpoints TO fettle_reader;
)";

Fault of_another_shape(std::string_view kind) {
  return {FaultKind::mismatch, "read_models_changed",
          fmt::format("the tables of kind {} were made by another version; run `fettle rebuild`, "
                      "queries of the old version go on meanwhile",
                      kind)};
}

std::optional<std::uint64_t> number_of(const Answer& answer) {
  if (answer.rows() == 0) return std::nullopt;
  return whole_number<std::uint64_t>(answer.at(0, 0).value_or("")).value_or(0);
}

}  // namespace

std::string schema_of(std::string_view kind, std::uint64_t generation) {
  return fmt::format("{}_g{}", kind, generation);
}

std::string Shape::fingerprint() const {
  std::string text = fmt::format("{}\n{}\n", kind, folds);
  for (const auto* table : tables) text += create_table(kind, *table);
  for (const auto& view : views) text += view;
  crypto::Sha256 hash;
  hash.add(text);
  return crypto::to_hex(crypto::text(hash.finish()));
}

Result<void> Generations::make_registry() {
  TRY(connection_.run(lock));
  TRY(connection_.run(registry));
  return {};
}

Result<std::optional<std::uint64_t>> Generations::current() {
  const std::optional<std::string> parameters[] = {shape_.kind};
  return number_of(
      TRY(connection_.run("SELECT current FROM fettle.generations WHERE kind = $1", parameters)));
}

Result<std::string> Generations::recorded_shape(std::uint64_t generation) {
  const std::optional<std::string> parameters[] = {shape_.kind, std::to_string(generation)};
  const auto answer = TRY(connection_.run(
      "SELECT shape FROM fettle.built WHERE kind = $1 AND generation = $2", parameters));
  return answer.rows() == 0 ? std::string() : answer.text(0, 0);
}

Result<void> Generations::create(std::uint64_t generation) {
  const auto schema = schema_of(shape_.kind, generation);
  auto sql = fmt::format("CREATE SCHEMA {0};\n", schema);
  sql += fmt::format(fmt::runtime(checkpoints), schema);
  for (const auto* table : shape_.tables) sql += create_table(schema, *table);
  sql += fmt::format("SET LOCAL search_path TO {};\n", schema);
  for (const auto& view : shape_.views) sql += view + ";\n";
  sql += fmt::format("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO fettle_reader;\n", schema);
  TRY(connection_.run(sql));
  const std::optional<std::string> parameters[] = {shape_.kind, std::to_string(generation),
                                                   shape_.fingerprint()};
  TRY(connection_.run("INSERT INTO fettle.built VALUES ($1, $2, $3)", parameters));
  return {};
}

Result<void> Generations::point_to(std::uint64_t generation, std::optional<std::uint64_t> before) {
  const std::optional<std::string> parameters[] = {shape_.kind, std::to_string(generation)};
  TRY(
      connection_.run("INSERT INTO fettle.generations VALUES ($1, $2) "
                      "ON CONFLICT (kind) DO UPDATE SET current = excluded.current",
                      parameters));
  ServedViews views{shape_.kind, schema_of(shape_.kind, generation), std::nullopt};
  if (before) views.previous = schema_of(shape_.kind, *before);
  return show(connection_, views);
}

Result<std::uint64_t> Generations::current_or_new() {
  return in_transaction(connection_, [&]() -> Result<std::uint64_t> {
    TRY(make_registry());
    if (const auto found = TRY(current())) {
      const auto made_by = TRY(recorded_shape(*found));
      if (made_by != shape_.fingerprint()) return of_another_shape(shape_.kind);
      return *found;
    }
    const auto existing = TRY(all());
    const std::uint64_t fresh = existing.empty() ? 1 : existing.back() + 1;
    TRY(create(fresh));
    TRY(point_to(fresh, std::nullopt));
    return fresh;
  });
}

// Makes nothing: a replica that cannot be written is asked, too.
Result<std::optional<std::uint64_t>> Generations::serving() {
  const auto there = TRY(connection_.run("SELECT to_regclass('fettle.generations')"));
  if (!there.at(0, 0)) return std::optional<std::uint64_t>();
  return current();
}

Result<std::vector<std::uint64_t>> Generations::all() {
  const std::optional<std::string> parameters[] = {shape_.kind};
  const auto answer = TRY(connection_.run(
      "SELECT generation FROM fettle.built WHERE kind = $1 ORDER BY generation", parameters));
  std::vector<std::uint64_t> list;
  for (int row = 0; row < answer.rows(); ++row) list.push_back(std::stoull(answer.text(row, 0)));
  return list;
}

Result<std::uint64_t> Generations::shadow() {
  return in_transaction(connection_, [&]() -> Result<std::uint64_t> {
    TRY(make_registry());
    const auto serving = TRY(current());
    const auto existing = TRY(all());
    if (!existing.empty() && serving && existing.back() > *serving) {
      const auto made_by = TRY(recorded_shape(existing.back()));
      if (made_by == shape_.fingerprint()) return existing.back();
    }
    const std::uint64_t fresh = existing.empty() ? 1 : existing.back() + 1;
    TRY(create(fresh));
    return fresh;
  });
}

// The serving checkpoints are locked, compared, and left unusable: a projector that still writes
// to the old generation loses its compare-and-set, looks again, and finds the new one.
Result<bool> Generations::move_checkpoints(const std::string& serving, const std::string& shadow,
                                           const CatchUp& catch_up) {
  TRY(connection_.run(fmt::format("SELECT 1 FROM {}.checkpoints FOR UPDATE", serving)));
  if (catch_up && !TRY(catch_up())) return false;
  const auto behind = TRY(connection_.run(fmt::format(
      "SELECT 1 FROM {}.checkpoints s LEFT JOIN {}.checkpoints n USING (projection, partition, "
      "lane) WHERE n.next IS NULL OR n.log <> s.log OR n.next < s.next",
      serving, shadow)));
  if (behind.rows() != 0) return false;
  TRY(spend_checkpoints(serving));
  return true;
}

Result<void> Generations::spend_checkpoints(const std::string& schema) {
  TRY(connection_.run(fmt::format("UPDATE {}.checkpoints SET checkpoint = 'moved'", schema)));
  return {};
}

Result<bool> Generations::folded_from(const std::string& schema, const LogId& log) {
  const std::optional<std::string> parameters[] = {log.text()};
  const auto found = TRY(connection_.run(
      fmt::format("SELECT 1 FROM {}.checkpoints WHERE log = $1", schema), parameters));
  return found.rows() != 0;
}

Result<bool> Generations::begin_anew(const std::optional<LogId>& of) {
  return in_transaction(connection_, [&]() -> Result<bool> {
    TRY(make_registry());
    const auto serving = TRY(current());
    if (!serving) return false;
    const auto served = schema_of(shape_.kind, *serving);
    if (of && !TRY(folded_from(served, *of))) return false;
    const auto fresh = TRY(all()).back() + 1;
    TRY(create(fresh));
    TRY(spend_checkpoints(served));
    TRY(point_to(fresh, serving));
    return true;
  });
}

Result<bool> Generations::swap(std::uint64_t shadow, const CatchUp& catch_up) {
  return in_transaction(connection_, [&]() -> Result<bool> {
    TRY(connection_.run(lock));
    const auto serving = TRY(current());
    if (serving == shadow) return true;
    if (serving && !TRY(move_checkpoints(schema_of(shape_.kind, *serving),
                                         schema_of(shape_.kind, shadow), catch_up))) {
      return false;
    }
    TRY(point_to(shadow, serving));
    return true;
  });
}

// A query that began before a swap may still be about to touch an old table. One that begins from
// now on does not know it any more.
Result<void> Generations::wait_for_older_queries() {
  constexpr int looks_max = 200;
  const auto now = TRY(connection_.run("SELECT clock_timestamp()"));
  const std::optional<std::string> began_before[] = {now.text(0, 0)};
  for (int look = 0; look < looks_max; ++look) {
    const auto older = TRY(
        connection_.run("SELECT 1 FROM pg_stat_activity WHERE application_name = 'fettle query' "
                        "AND datname = current_database() AND xact_start < $1::timestamptz",
                        began_before));
    if (older.rows() == 0) return {};
    TRY(connection_.run("SELECT pg_sleep(0.05)"));
  }
  return Fault{FaultKind::unavailable, "generation_in_use", "a query still reads the old tables"};
}

Result<void> Generations::drop_unused(std::optional<std::uint64_t> keep) {
  TRY(wait_for_older_queries());
  return in_transaction(connection_, [&]() -> Result<void> {
    TRY(connection_.run(lock));
    TRY(connection_.run("SET LOCAL lock_timeout TO '10s'"));
    const auto serving = TRY(current());
    for (const auto generation : TRY(all())) {
      if (generation == serving || generation == keep) continue;
      TRY(drop(generation));
    }
    return {};
  });
}

Result<void> Generations::drop(std::uint64_t generation) {
  TRY(connection_.run(
      fmt::format("DROP SCHEMA IF EXISTS {} CASCADE", schema_of(shape_.kind, generation))));
  const std::optional<std::string> parameters[] = {shape_.kind, std::to_string(generation)};
  TRY(connection_.run("DELETE FROM fettle.built WHERE kind = $1 AND generation = $2", parameters));
  return {};
}

}  // namespace fettle::postgres
