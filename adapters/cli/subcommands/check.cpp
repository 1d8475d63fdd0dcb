#include <fmt/format.h>

#include <algorithm>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/filling.hpp"
#include "adapters/cli/tools/check_snapshots.hpp"
#include "adapters/postgres/check_rows.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

namespace fettle::cli {
namespace {

Result<SnapshotCheck> of_snapshots(const Surroundings& around) {
  const Folders folders(around.settings.engine);
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  const auto stored = TRY(RocksSnapshots::open_read_only(folders.snapshots(), {}));
  const ScratchFolder scratch(folders.root / "check");
  const auto folded = TRY(RocksSnapshots::open(scratch.path(), {}));
  TerminalProgress progress("fold");
  return check_snapshots(around.domain, *stored,
                         {*opened->log, *folded, *keys, around.clock, around.dice},
                         around.settings.engine.shard.key_lifetime, progress);
}

int show(const SnapshotCheck& found) {
  for (const auto& one : found.differences) {
    fmt::print(stderr, "fettle: snapshot_differs: {}: {}\n", one.key, one.what);
  }
  fmt::print("log and snapshots up to offset {}: {} aggregates, {} keys, {} differences\n",
             number(found.next), found.aggregates, found.keys, found.difference_count);
  return found.difference_count == 0 ? exit_fine : exit_found_wrong;
}

int show(const postgres::RowCheck& found) {
  for (const auto& one : found.differences) {
    fmt::print(stderr, "fettle: row_differs: {} {}: {}\n", one.table, one.key, one.what);
  }
  fmt::print("log and rows up to offset {}: {} tables, {} rows, {} differences\n",
             number(found.next), found.tables, found.rows, found.difference_count);
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
