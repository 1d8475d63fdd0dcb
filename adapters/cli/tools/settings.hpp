// Every setting of the process by one name, wherever it comes from. One order of precedence, the
// first that says something wins: flag, environment, file, default.
//   flag         --http-body-bytes-max 65536
//   environment  FETTLE_HTTP_BODY_BYTES_MAX=65536
//   file (TOML)  [http]
//                body_bytes_max = 65536
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/cli/engine_settings.hpp"
#include "core/result.hpp"

namespace fettle::cli {

struct SettingDeclaration {
  std::string name;  // "http.body_bytes_max"
  std::string sentence;
  // Nothing: taken. Else what was expected instead.
  std::function<std::optional<std::string>(EngineSettings&, const std::string& text)> set;
  std::function<std::string(const EngineSettings&)> show;
  std::string flag_name = {};  // empty: follows from the name

  std::string flag() const;
  std::string variable() const;
};

const std::vector<SettingDeclaration>& setting_declarations();

// Values as text by the setting's name; of the environment, by the variable's.
using SettingTexts = std::map<std::string, std::string>;

struct SettingSources {
  SettingTexts flags;
  SettingTexts environment;  // everything that begins with FETTLE_
  std::optional<std::filesystem::path> file;
};

struct EffectiveSettings {
  EngineSettings engine;
  std::map<std::string, std::string> origins;  // "flag", "environment", "file", "default"
};

// invalid `setting_unknown` and `setting_malformed` name the setting and where it stands;
// `settings_file_unreadable` names the line.
Result<EffectiveSettings> effective_settings(const SettingSources& sources);

// The TOML file flattened: http.body_bytes_max → "65536".
Result<SettingTexts> read_settings_file(const std::filesystem::path& path);

// All settings with value and origin, a line each; passwords in URLs are left out.
std::string to_text(const EffectiveSettings& settings);

// The same as a page of documentation: every setting with its default. ops/SETTINGS.md holds it.
std::string settings_page();

}  // namespace fettle::cli
