#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/check_snapshots.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

Result<SnapshotCheck> run(const Surroundings& around) {
  const Folders folders(around.settings.engine.data_dir);
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  const auto stored = TRY(RocksSnapshots::open_read_only(folders.snapshots(), {}));
  const ScratchFolder scratch(folders.root / "check");
  const auto folded = TRY(RocksSnapshots::open(scratch.path(), {}));
  TerminalProgress progress("fold");
  return check_snapshots(around.domain, *stored,
                         {*opened->log, *folded, *keys, around.clock, around.dice}, progress);
}

int show(const SnapshotCheck& found) {
  for (const auto& one : found.differences) {
    fmt::print(stderr, "fettle: snapshot_differs: {}: {}\n", one.key, one.what);
  }
  fmt::print("log and snapshots up to offset {}: {} aggregates, {} keys, {} differences\n",
             number(found.next), found.aggregates, found.keys, found.difference_count);
  return found.difference_count == 0 ? exit_fine : exit_found_wrong;
}

}  // namespace

void add_check(Menu& menu) {
  menu.add("check", "Compare the snapshots of a live system with its log.",
           "  fettle check    what was flushed as of now, beside the running server",
           [](Surroundings& around) {
             const auto found = run(around);
             return found ? show(*found) : report(found.error());
           });
}

}  // namespace fettle::cli
