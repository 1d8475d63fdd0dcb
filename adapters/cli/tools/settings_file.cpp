// The home of toml++.
namespace fettle::cli {

// Version 3.3 asserts what it has not made sure of: `[.http]` would end the process.
struct ParserGaveUp {};

}  // namespace fettle::cli

#define TOML_ASSERT(holds) ((holds) ? void() : throw fettle::cli::ParserGaveUp())
#include <toml++/toml.h>

#include "adapters/cli/tools/settings.hpp"

namespace fettle::cli {
namespace {

Fault unreadable(const std::filesystem::path& path, const std::string& why) {
  return {FaultKind::invalid, "settings_file_unreadable", path.string() + ": " + why};
}

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  return std::nullopt;
}

Result<void> flatten(const toml::table& table, const std::string& prefix, SettingTexts& into) {
  for (const auto& [key, node] : table) {
    const auto name = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      TRY(flatten(*inner, name + ".", into));
      continue;
    }
    const auto text = text_of(node);
    if (!text) {
      return Fault{FaultKind::invalid, "setting_malformed",
                   name + " in the file is neither text, whole number nor true or false"};
    }
    into[name] = *text;
  }
  return {};
}

}  // namespace

Result<SettingTexts> read_settings_file(const std::filesystem::path& path) {
  try {
    SettingTexts texts;
    TRY(flatten(toml::parse_file(path.string()), "", texts));
    return texts;
  } catch (const toml::parse_error& error) {
    // The parser's words may quote the line, and a line may be a secret.
    const auto at = error.source().begin;
    if (!at) return unreadable(path, std::string(error.description()));
    return unreadable(path, "no TOML at line " + std::to_string(at.line) + ", column " +
                                std::to_string(at.column));
  } catch (const ParserGaveUp&) {
    return unreadable(path, "no TOML: the name of a [table] begins with what no name can");
  }
}

}  // namespace fettle::cli
