#include "adapters/cli/arguments.hpp"

#include <CLI/CLI.hpp>

namespace fettle::cli {
namespace {

void add_setting_flags(CLI::App& app, SettingTexts& flags) {
  for (const auto& one : setting_declarations()) {
    app.add_option_function<std::string>(
           one.flag(), [&flags, name = one.name](const std::string& text) { flags[name] = text; },
           one.sentence)
        ->group("Settings");
  }
}

void add_subcommands(Menu& menu) {
  for (const auto add :
       {add_serve, add_tenant, add_token, add_seed, add_replay, add_state, add_verify, add_doctor,
        add_check, add_rebuild, add_status, add_relay, add_backup, add_restore, add_migrate,
        add_contracts, add_settings, add_reconcile}) {
    add(menu);
  }
}

}  // namespace

Expected<Arguments, ExitCode> read_arguments(int count, const char* const* arguments,
                                             std::ostream& out, std::ostream& wrong) {
  CLI::App app("Fettle: an event-sourced engine for businesses that repair, service and vend.",
               "fettle");
  app.require_subcommand(1);
  Arguments read;
  app.add_option("--config", read.settings_file,
                 "Settings in TOML; else FETTLE_CONFIG, else ./fettle.toml");
  add_setting_flags(app, read.flags);
  Menu menu(app);
  add_subcommands(menu);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop, out, wrong) == 0 ? exit_fine : exit_bad_use;
  }
  read.work = menu.chosen();
  return read;
}

}  // namespace fettle::cli
