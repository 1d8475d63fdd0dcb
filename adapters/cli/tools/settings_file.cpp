// The home of toml++.
namespace fettle::cli {

// Version 3.3 asserts what it has not made sure of: `[.http]` would end the process.
struct ParserGaveUp {};
[[noreturn]] inline void give_up() { throw ParserGaveUp(); }

}  // namespace fettle::cli

#define TOML_ASSERT(holds) ((holds) ? void() : fettle::cli::give_up())
#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>

#include "adapters/cli/tools/copying.hpp"
#include "adapters/cli/tools/settings.hpp"
#include "core/utf8.hpp"

namespace fettle::cli {
namespace {

Fault unreadable(const std::filesystem::path& path, const std::string& why) {
  return {FaultKind::invalid, "settings_file_unreadable", path.string() + ": " + why};
}

// What the parser (3.3) does with letters beyond ASCII is undefined where it takes them for part of
// no string, and only it knows where that is. So it sees a text without them, each of their bytes
// as a mark and two digits, and they are put back into what it made of that.
class Hidden {
 public:
  explicit Hidden(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    for (int n = 0; text.find(mark_) != std::string_view::npos; ++n) mark_ = fmt::format("q{}z", n);
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      ascii_ += byte < 0x80 ? std::string(1, c) : fmt::format("{}{:02x}", mark_, byte);
    }
  }
  const std::string& ascii() const { return ascii_; }
  bool is_in(std::string_view part) const { return part.find(mark_) != std::string_view::npos; }
  std::string back(std::string_view part) const {
    std::string whole;
    for (std::size_t at = 0; (at = part.find(mark_)) != std::string_view::npos;) {
      whole += part.substr(0, at);
      part.remove_prefix(at + mark_.size());
      // An escape of the text's own (\u0071) may spell a mark, too: that has no such digits.
      const auto byte = part.substr(0, 2);
      unsigned value = 0;
      const auto read = std::from_chars(byte.data(), byte.data() + byte.size(), value, 16);
      const bool ours = read.ptr == byte.data() + 2 && value >= 0x80;
      whole += ours ? std::string(1, static_cast<char>(value)) : mark_;
      if (ours) part.remove_prefix(byte.size());
    }
    return whole.append(part);
  }

 private:
  // Begins with what means nothing behind a backslash, is no digit and comes but once in it: so no
  // mark begins in the text before one, or in the digits behind it.
  std::string mark_ = "qz";
  std::string ascii_;
};

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  return std::nullopt;
}

class Flattened {
 public:
  Flattened(const std::filesystem::path& path, const Hidden& hidden)
      : path_(path), hidden_(hidden) {}

  Result<void> add(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      if (hidden_.is_in(key.str())) {
        return unreadable(
            path_, fmt::format("no name has the letters at line {}", key.source().begin.line));
      }
      const auto name = prefix + std::string(key.str());
      if (const auto* inner = node.as_table()) {
        TRY(add(*inner, name + "."));
        continue;
      }
      const auto text = text_of(node);
      if (!text) {
        return Fault{FaultKind::invalid, "setting_malformed",
                     name + " in the file is neither text, whole number nor true or false"};
      }
      texts_[name] = hidden_.back(*text);
    }
    return {};
  }
  SettingTexts take() { return std::move(texts_); }

 private:
  const std::filesystem::path& path_;
  const Hidden& hidden_;
  SettingTexts texts_;
};

}  // namespace

Result<SettingTexts> read_settings_file(const std::filesystem::path& path) {
  const auto text = read_text(path);
  std::error_code ignored;
  if (!text || std::filesystem::is_directory(path, ignored)) {
    return unreadable(path, "it cannot be read");
  }
  if (!is_utf8(*text)) return unreadable(path, "it is no UTF-8");
  const Hidden hidden(*text);
  try {
    Flattened flattened(path, hidden);
    TRY(flattened.add(toml::parse(hidden.ascii(), path.string()), ""));
    return flattened.take();
  } catch (const toml::parse_error& error) {
    // The parser's words may quote the line, and a line may be a secret.
    const auto at = error.source().begin;
    if (!at) return unreadable(path, std::string(error.description()));
    return unreadable(path, fmt::format("no TOML at line {}", at.line));
  } catch (const ParserGaveUp&) {
    return unreadable(path, "no TOML: the name of a [table] begins with what no name can");
  }
}

}  // namespace fettle::cli
