// The binary: reads flags and settings, then does what one subcommand says.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "adapters/cli/arguments.hpp"
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

int run(int count, char** words) {
  const auto arguments = read_arguments(count, words, std::cout, std::cerr);
  if (!arguments) return arguments.error();
  SettingSources sources;
  sources.flags = arguments->flags;
  sources.environment = environment();
  sources.file = settings_file(arguments->settings_file, sources.environment);
  const auto settings = effective_settings(sources);
  if (!settings) return report(settings.error());

  hold_stop_signals();
  SystemClock clock;
  SystemDice dice;
  Domain domain;
  fill(domain);
  Surroundings around{*settings, domain, clock, dice};
  return arguments->work(around);
}

}  // namespace
}  // namespace fettle::cli

int main(int count, char** words) {
  try {
    return fettle::cli::run(count, words);
  } catch (const std::exception& mistake) {
    fmt::print(stderr, "fettle: mistake of ours: {}\n", mistake.what());
    return fettle::cli::exit_failed;
  }
}
