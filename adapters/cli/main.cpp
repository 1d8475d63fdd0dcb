// The binary: reads flags and settings, then does what one subcommand says.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/system/clock.hpp"
#include "adapters/system/dice.hpp"
#include "commands/domain.hpp"

namespace fettle::cli {
namespace {

SettingTexts environment() {
  SettingTexts texts;
  for (char** at = environ; *at != nullptr; ++at) {
    const std::string line(*at);
    if (!line.starts_with("FETTLE_")) continue;
    const auto equals = line.find('=');
    texts[line.substr(0, equals)] = line.substr(equals + 1);
  }
  return texts;
}

std::optional<std::filesystem::path> settings_file(const std::string& flag,
                                                   const SettingTexts& environment) {
  if (!flag.empty()) return flag;
  const auto named = environment.find("FETTLE_CONFIG");
  if (named != environment.end()) return named->second;
  if (std::filesystem::exists("fettle.toml")) return "fettle.toml";
  return std::nullopt;
}

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

int run(int count, char** arguments) {
  CLI::App app("Fettle: an event-sourced engine for businesses that repair, service and vend.",
               "fettle");
  app.require_subcommand(1);
  SettingSources sources;
  std::string file;
  app.add_option("--config", file, "Settings in TOML; else FETTLE_CONFIG, else ./fettle.toml");
  add_setting_flags(app, sources.flags);
  Menu menu(app);
  add_subcommands(menu);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? exit_fine : exit_bad_use;
  }
  sources.environment = environment();
  sources.file = settings_file(file, sources.environment);
  const auto settings = effective_settings(sources);
  if (!settings) return report(settings.error());

  hold_stop_signals();
  SystemClock clock;
  SystemDice dice;
  Domain domain;
  fill(domain);
  Surroundings around{*settings, domain, clock, dice};
  return menu.chosen()(around);
}

}  // namespace
}  // namespace fettle::cli

int main(int count, char** arguments) {
  try {
    return fettle::cli::run(count, arguments);
  } catch (const std::exception& mistake) {
    fmt::print(stderr, "fettle: mistake of ours: {}\n", mistake.what());
    return fettle::cli::exit_failed;
  }
}
