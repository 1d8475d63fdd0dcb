#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/filling.hpp"
#include "adapters/cli/tools/check_snapshots.hpp"
#include "adapters/cli/tools/scan.hpp"
#include "adapters/postgres/check_rows.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

namespace fettle::cli {
namespace {

Result<SnapshotCheck> of_partition(const Surroundings& around, Log& log, Keys& keys,
                                   Partition partition) {
  const Folders folders(around.settings.engine);
  const auto stored =
      TRY(RocksSnapshots::open_read_only(folders.of_partition(partition) / "snapshots", {}));
  const ScratchFolder scratch(folders.root / "check");
  const auto folded = TRY(RocksSnapshots::open(scratch.path(), {}));
  TerminalProgress progress("fold");
  return check_snapshots(around.domain, *stored,
                         {log, *folded, keys, around.clock, around.dice, partition},
                         around.settings.engine.shard.key_lifetime, progress);
}

using SnapshotChecks = std::map<Partition, SnapshotCheck>;

// Of several nodes each has the snapshots of the partitions that it owns or stands by for.
Result<SnapshotChecks> of_snapshots(const Surroundings& around) {
  const Folders folders(around.settings.engine);
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  SnapshotChecks found;
  for (const auto partition : partitions_of(*opened->log)) {
    if (folders.on_kafka && !std::filesystem::exists(folders.of_partition(partition))) continue;
    found.emplace(partition, TRY(of_partition(around, *opened->log, *keys, partition)));
  }
  return found;
}

int show(Partition partition, const SnapshotCheck& found) {
  for (const auto& one : found.differences) {
    fmt::print(stderr, "fettle: snapshot_differs: {}: {}\n", one.key, one.what);
  }
  fmt::print(
      "log and snapshots of partition {} up to offset {}: {} aggregates, {} keys, "
      "{} differences\n",
      number(partition), number(found.next), found.aggregates, found.keys, found.difference_count);
  return found.difference_count == 0 ? exit_fine : exit_found_wrong;
}

int show(const SnapshotChecks& found) {
  int worst = exit_fine;
  for (const auto& [partition, check] : found) worst = std::max(worst, show(partition, check));
  return worst;
}

std::string places(const std::map<Partition, Offset>& next) {
  std::string text;
  for (const auto& [partition, offset] : next) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : " ", number(partition), number(offset));
  }
  return text;
}

int show(const postgres::RowCheck& found) {
  for (const auto& one : found.differences) {
    fmt::print(stderr, "fettle: row_differs: {} {}: {}\n", one.table, one.key, one.what);
  }
  fmt::print("log and rows up to {} (partition:offset): {} tables, {} rows, {} differences\n",
             places(found.next), found.tables, found.rows, found.difference_count);
  return found.difference_count == 0 ? exit_fine : exit_found_wrong;
}

// Rows are compared also when the snapshots differ: both are told in one run.
int check(const Surroundings& around) {
  const auto snapshots = of_snapshots(around);
  if (!snapshots) return report(snapshots.error());
  const auto first = show(*snapshots);
  if (around.settings.engine.postgres_url.empty()) {
    fmt::print("no postgres.url: rows are not compared\n");
    return first;
  }
  const auto rows = fill_tables(around, "rows", postgres::check_rows);
  if (!rows) return report(rows.error());
  return std::max(first, show(*rows));
}

}  // namespace

void add_check(Menu& menu) {
  menu.add("check", "Compare snapshots and PostgreSQL of a live system with its log.",
           "  fettle check    beside the running server, with its settings\n\n"
           "Folds the log into scratch snapshots and scratch tables, compares each value and "
           "column at\none position, names what differs, and leaves nothing behind. Exit code 1: "
           "something differs.",
           [](Surroundings& around) { return check(around); });
}

}  // namespace fettle::cli
