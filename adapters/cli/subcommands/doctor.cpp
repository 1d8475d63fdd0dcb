#include "adapters/cli/tools/doctor.hpp"

#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/prepared.hpp"
#include "adapters/cli/tools/scan.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

namespace fettle::cli {
namespace {

struct DoctorOptions {
  bool prepare = false;
};

Result<Diagnosis> run_on(const Surroundings& around, const DoctorOptions& options, Log& log,
                         Keys& keys, Partition partition) {
  const Folders folders(around.settings.engine);
  TerminalProgress decoding("decode"), folding("fold");
  const auto diagnose_into = [&](Snapshots& snapshots) {
    return diagnose(around.domain, {log, snapshots, keys, around.clock, around.dice, partition},
                    decoding, folding);
  };
  if (options.prepare) return prepare(folders.of_partition(partition), diagnose_into);
  const ScratchFolder scratch(folders.root / "doctor");
  const auto snapshots = TRY(RocksSnapshots::open(scratch.path(), {}));
  return diagnose_into(*snapshots);
}

Result<std::vector<Diagnosis>> run(const Surroundings& around, const DoctorOptions& options) {
  const auto opened = TRY(open_log(around));
  const auto keys = TRY(open_keys(around));
  std::vector<Diagnosis> found;
  for (const auto partition : partitions_of(*opened->log)) {
    found.push_back(TRY(run_on(around, options, *opened->log, *keys, partition)));
  }
  return found;
}

void show_wrong(const Diagnosis& found) {
  for (const auto& one : found.unreadable) {
    fmt::print(stderr, "fettle: {}: partition {}: offset {}: {} of {}: {}\n", one.why.code,
               number(one.partition), number(one.offset), one.event, one.key, one.why.detail);
  }
  for (const auto& [tenant, why] : found.stopped) {
    fmt::print(stderr, "fettle: tenant_stopped: {}: {}\n", tenant, why);
  }
}

int show(const std::vector<Diagnosis>& partitions, const DoctorOptions& options) {
  std::uint64_t events = 0, unreadable = 0, stopped = 0;
  for (const auto& found : partitions) {
    show_wrong(found);
    events += found.events;
    unreadable += found.unreadable_count;
    stopped += found.stopped.size();
  }
  fmt::print("{} events decoded, {} unreadable; {} tenants would stop\n", events, unreadable,
             stopped);
  if (unreadable + stopped != 0) return exit_found_wrong;
  if (options.prepare) {
    for (std::size_t p = 0; p < partitions.size(); ++p) {
      fmt::print("{} of partition {} is folded up to offset {}\n", prepared_folder, p,
                 number(partitions[p].end));
    }
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
