// The home of toml++.
namespace fettle::cli {

// Version 3.3 asserts what it has not made sure of: `[.http]` would end the process.
struct ParserGaveUp {};
[[noreturn]] inline void give_up() { throw ParserGaveUp(); }

}  // namespace fettle::cli

#define TOML_ASSERT(holds) ((holds) ? void() : fettle::cli::give_up())
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "adapters/cli/tools/copying.hpp"
#include "adapters/cli/tools/settings.hpp"

namespace fettle::cli {
namespace {

Fault unreadable(const std::filesystem::path& path, const std::string& why) {
  return {FaultKind::invalid, "settings_file_unreadable", path.string() + ": " + why};
}

// The end of the string that begins here; one that is not closed ends with its line.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const auto three = text.substr(at, 3);
  const bool many_lines = three == R"(""")" || three == "'''";
  const auto close = text.substr(at, many_lines ? 3 : 1);
  for (at += close.size(); at < text.size(); ++at) {
    if (!many_lines && text[at] == '\n') return at;
    if (close[0] == '"' && text[at] == '\\') {
      ++at;
    } else if (text.substr(at, close.size()) == close) {
      at += close.size();
      while (many_lines && at < text.size() && text[at] == close[0]) ++at;
      return at;
    }
  }
  return text.size();
}

// The first line with a letter beyond ASCII outside strings and comments, where TOML has none and
// what the parser does is undefined.
std::optional<std::size_t> line_of_foreign(std::string_view text) {
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (at < text.size()) {
    if (text[at] == '"' || text[at] == '\'') {
      at = end_of_string(text, at);
    } else if (text[at] == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (static_cast<unsigned char>(text[at]) >= 0x80) {
      return 1 + static_cast<std::size_t>(
                     std::count(text.begin(), text.begin() + std::ptrdiff_t(at), '\n'));
    } else {
      ++at;
    }
  }
  return std::nullopt;
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
  const auto text = read_text(path);
  std::error_code ignored;
  if (!text || std::filesystem::is_directory(path, ignored)) {
    return unreadable(path, "it cannot be read");
  }
  if (const auto line = line_of_foreign(*text)) {
    return unreadable(path, fmt::format("no TOML at line {}: letters that need quotes", *line));
  }
  try {
    SettingTexts texts;
    TRY(flatten(toml::parse(*text, path.string()), "", texts));
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
