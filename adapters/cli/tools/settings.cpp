#include "adapters/cli/tools/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "adapters/cli/tools/without_password.hpp"

namespace fettle::cli {
namespace {

// Named otherwise than a setting: the file itself, and what test programs are told.
bool is_no_setting(const std::string& variable) {
  return variable == "FETTLE_CONFIG" || variable == "FETTLE_TEST_POSTGRES" ||
         variable == "FETTLE_TEST_KAFKA" || variable == "FETTLE_TEST_LOG";
}

Fault unknown(const std::string& name, std::string_view where) {
  return {FaultKind::invalid, "setting_unknown",
          fmt::format("{} in the {} is no setting; `fettle settings` lists them all", name, where)};
}

class Reading {
 public:
  Reading() {
    for (const auto& one : setting_declarations()) effective.origins[one.name] = "default";
  }

  Result<void> take(const SettingTexts& texts, std::string_view origin) {
    for (const auto& [name, text] : texts) {
      const auto& all = setting_declarations();
      const auto found = std::ranges::find(all, name, &SettingDeclaration::name);
      if (found == all.end()) return unknown(name, origin);
      if (const auto expected = found->set(effective.engine, text)) {
        return Fault{
            FaultKind::invalid, "setting_malformed",
            fmt::format("{} in the {} is {}; expected is {}", name, origin, text, *expected)};
      }
      effective.origins[name] = origin;
    }
    return {};
  }

  EffectiveSettings effective;
};

Result<SettingTexts> by_name(const SettingTexts& environment) {
  SettingTexts texts;
  for (const auto& [variable, text] : environment) {
    if (is_no_setting(variable)) continue;
    const auto& all = setting_declarations();
    const auto found =
        std::ranges::find_if(all, [&](const auto& one) { return one.variable() == variable; });
    if (found == all.end()) return unknown(variable, "environment");
    texts[found->name] = text;
  }
  return texts;
}

Result<void> fits_together(const EngineSettings& settings) {
  if (settings.on_kafka() || settings.roles.command) return {};
  return Fault{FaultKind::invalid, "setting_malformed",
               "node.roles leaves out command; expected is that the only node of an embedded log "
               "takes commands"};
}

}  // namespace

std::string SettingDeclaration::flag() const {
  if (!flag_name.empty()) return flag_name;
  std::string text = "--" + name;
  std::ranges::replace(text, '.', '-');
  std::ranges::replace(text, '_', '-');
  return text;
}

std::string SettingDeclaration::variable() const {
  std::string text = "FETTLE_";
  for (const char letter : name) {
    text += letter == '.' ? '_' : static_cast<char>(std::toupper(letter));
  }
  return text;
}

Result<EffectiveSettings> effective_settings(const SettingSources& sources) {
  Reading reading;
  if (sources.file) {
    const auto texts = TRY(read_settings_file(*sources.file));
    TRY(reading.take(texts, "file"));
  }
  const auto environment = TRY(by_name(sources.environment));
  TRY(reading.take(environment, "environment"));
  TRY(reading.take(sources.flags, "flag"));
  TRY(fits_together(reading.effective.engine));
  return std::move(reading.effective);
}

std::string to_text(const EffectiveSettings& settings) {
  std::string text;
  for (const auto& one : setting_declarations()) {
    text += fmt::format("{:<28} {:<28} {:<12} {}\n", one.name,
                        without_password(one.show(settings.engine)), settings.origins.at(one.name),
                        one.sentence);
  }
  return text;
}

std::string settings_page() {
  std::string page =
      "# Settings\n\nOf a flag, the environment, a TOML file and the default, the first that says "
      "something wins.\nMade by `fettle settings --page`; a test compares.\n\n"
      "| setting | variable | default | what it is |\n|---|---|---|---|\n";
  const EngineSettings defaults;
  for (const auto& one : setting_declarations()) {
    const auto value = one.show(defaults);
    page += fmt::format("| `{}` | `{}` | {} | {} |\n", one.name, one.variable(),
                        value.empty() ? "" : "`" + value + "`", one.sentence);
  }
  return page;
}

}  // namespace fettle::cli
