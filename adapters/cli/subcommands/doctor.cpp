#include "adapters/cli/tools/doctor.hpp"

#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/prepared.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

namespace fettle::cli {
namespace {

struct DoctorOptions {
  bool prepare = false;
};

Result<Diagnosis> run(const Surroundings& around, const DoctorOptions& options) {
  const auto& root = around.settings.engine.data_dir;
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  TerminalProgress decoding("decode"), folding("fold");
  const auto diagnose_into = [&](Snapshots& snapshots) {
    return diagnose(around.domain, {*opened->log, snapshots, *keys, around.clock, around.dice},
                    decoding, folding);
  };
  if (options.prepare) return prepare(root, diagnose_into);
  const ScratchFolder scratch(root / "doctor");
  const auto snapshots = TRY(RocksSnapshots::open(scratch.path(), {}));
  return diagnose_into(*snapshots);
}

int show(const Diagnosis& found, const DoctorOptions& options) {
  for (const auto& one : found.unreadable) {
    fmt::print(stderr, "fettle: {}: offset {}: {} of {}: {}\n", one.why.code, number(one.offset),
               one.event, one.key, one.why.detail);
  }
  for (const auto& [tenant, why] : found.stopped) {
    fmt::print(stderr, "fettle: tenant_stopped: {}: {}\n", tenant, why);
  }
  fmt::print("{} events decoded, {} unreadable; {} tenants would stop\n", found.events,
             found.unreadable_count, found.stopped.size());
  if (!found.healthy()) return exit_found_wrong;
  if (options.prepare) {
    fmt::print("{} is folded up to offset {}\n", prepared_folder, number(found.end));
  }
  return exit_fine;
}

}  // namespace

void add_doctor(Menu& menu) {
  auto options = std::make_shared<DoctorOptions>();
  auto app = menu.add("doctor", "Read and fold the whole log with this binary, before it serves.",
                      "  fettle doctor\n"
                      "  fettle doctor --prepare    beside the running older binary",
                      [options](Surroundings& around) {
                        const auto found = run(around, *options);
                        return found ? show(*found, *options) : report(found.error());
                      });
  app.flag("--prepare", options->prepare,
           "Keep what is folded as snapshots-next, for this binary to begin with");
}

}  // namespace fettle::cli
