#include "adapters/cli/tools/backup.hpp"

#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

struct BackupOptions {
  std::string folder, master_key, erasures;
};

int run_backup(const Surroundings& around, const BackupOptions& options) {
  const auto files = needs_files(
      around, "backup",
      "its copies are the brokers' (three, or a mirrored cluster). Back up what lies beside it: "
      "master.key and the folder tokens of the data folder, the file of revocations, and the heads "
      "that `fettle verify` prints");
  if (!files) return report(files.error());
  TerminalProgress progress("backup");
  const auto note =
      back_up({around.settings.engine.data_dir, options.folder}, around.clock.now(), progress);
  if (!note) return report(note.error());
  fmt::print("{} events of log {} up to offset {} in {}\n", note->events, note->log.text(),
             number(note->end), options.folder);
  return exit_fine;
}

int run_restore(const Surroundings& around, const BackupOptions& options) {
  const auto files = needs_files(
      around, "restore", "restore into a data folder with --log embedded, then move it to Kafka");
  if (!files) return report(files.error());
  RestorePlan plan{options.folder, around.settings.engine.data_dir, options.master_key,
                   std::nullopt, around.settings.engine.segment_bytes};
  if (!options.erasures.empty()) plan.erasures = options.erasures;
  TerminalProgress progress("restore");
  const auto restored = restore(plan, around.dice, progress);
  if (!restored) return report(restored.error());
  fmt::print("{} events in {}, as log {}\n", restored->events,
             around.settings.engine.data_dir.string(), restored->log.text());
  fmt::print(stderr,
             "Positions of the old log are refused from now on. Rows in Postgres that were folded "
             "from it are too: run `fettle rebuild --anew`.\n");
  return exit_fine;
}

}  // namespace

void add_backup(Menu& menu) {
  auto options = std::make_shared<BackupOptions>();
  auto app = menu.add("backup", "Copy log, keys and heads, also beside a running server.",
                      "  fettle backup backups/monday\n\nThe master key and the keys of tokens "
                      "are not in it: keep them elsewhere.",
                      [options](Surroundings& around) { return run_backup(around, *options); });
  app.needed("folder", options->folder, "A new folder");
}

void add_restore(Menu& menu) {
  auto options = std::make_shared<BackupOptions>();
  auto app =
      menu.add("restore", "Make a new installation of a backup; its log gets a new id.",
               "  fettle --data-dir var/again restore backups/monday --master-key master.key\n"
               "  fettle --data-dir var/again restore backups/monday --master-key master.key \\\n"
               "      --erasures var/fettle/keys/erasures.log",
               [options](Surroundings& around) { return run_restore(around, *options); });
  app.needed("folder", options->folder, "The backup");
  app.needed("--master-key", options->master_key, "The key that its keys were wrapped by");
  app.text("--erasures", options->erasures, "A later erasures.log than the backup's: erased again");
}

}  // namespace fettle::cli
