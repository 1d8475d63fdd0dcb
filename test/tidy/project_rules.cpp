#include <algorithm>
#include <array>
#include <set>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

constexpr std::size_t read_first_max = 8;

const std::set<std::string> top_level = {".ci",
                                         ".clang-format",
                                         ".gitignore",
                                         "CHANGELOG.md",
                                         "CMakeLists.txt",
                                         "LICENSE",
                                         "CONTRIBUTING.md",
                                         "README.md",
                                         "CMakePresets.json",
                                         "core",
                                         "commands",
                                         "projections",
                                         "adapters",
                                         "schemas",
                                         "bench",
                                         "test",
                                         "ops"};
// Made by a build or by a user of the tree; git ignores them or they are his.
const std::set<std::string> passing = {"compile_commands.json", "fettle.toml"};

// Libraries that Debian builds without the thread sanitizer.
constexpr std::array uninstrumented = {"rocksdb", "rdkafka"};

const SourceFile* found_in(const SourceTree& tree, const std::string& path) {
  const auto at = std::ranges::find(tree, path, &SourceFile::path);
  return at == tree.end() ? nullptr : &*at;
}

bool is_there(const SourceTree& tree, const std::string& path) {
  return found_in(tree, path) != nullptr ||
         std::ranges::any_of(tree, [&](const SourceFile& file) { return file.in(path); });
}

// What stands between backticks, if it is a path.
std::vector<std::string> paths_in(const std::string& line) {
  std::vector<std::string> paths;
  for (auto open = line.find('`'); open != std::string::npos; open = line.find('`', open)) {
    const auto close = line.find('`', open + 1);
    if (close == std::string::npos) break;
    const auto text = line.substr(open + 1, close - open - 1);
    if (text.find_first_of("./") != std::string::npos) paths.push_back(text);
    open = close + 1;
  }
  return paths;
}

std::vector<std::string> section(const SourceFile& file, const std::string& title) {
  auto begin = std::ranges::find(file.lines, "## " + title);
  if (begin == file.lines.end()) return {};
  ++begin;
  const auto end = std::find_if(begin, file.lines.end(),
                                [](const auto& line) { return line.starts_with("## "); });
  return {begin, end};
}

// The lines of the preset of this name.
std::string preset(const SourceFile& file, const std::string& name) {
  std::string text;
  bool inside = false;
  for (const auto& line : file.lines) {
    if (line.find("\"buildPresets\"") != std::string::npos) break;
    if (line.find("\"name\"") != std::string::npos)
      inside = line.find('"' + name + '"') != std::string::npos;
    if (inside) text += line + '\n';
  }
  return text;
}

bool is_of_a_library(const std::string& entry) {
  if (entry.find("fettle") != std::string::npos) return false;
  return std::ranges::any_of(uninstrumented, [&](const std::string name) {
    return entry.find(name) != std::string::npos;
  });
}

}  // namespace

Complaints top_level_not_as_given(const SourceTree& tree) {
  std::set<std::string> seen;
  for (const auto& file : tree) seen.insert(file.path.substr(0, file.path.find('/')));
  Complaints found;
  for (const auto& name : seen) {
    if (!top_level.contains(name) && !passing.contains(name)) found.push_back("beside: " + name);
  }
  for (const auto& name : top_level) {
    if (!seen.contains(name)) found.push_back("missing: " + name);
  }
  return found;
}

Complaints reading_list_wrong(const SourceTree& tree) {
  const auto* readme = found_in(tree, "README.md");
  if (readme == nullptr) return {"no README.md"};
  Complaints found;
  std::size_t count = 0;
  for (const auto& line : section(*readme, "Read first")) {
    for (const auto& path : paths_in(line)) {
      if (++count > read_first_max) found.push_back("one too many: " + path);
      if (!is_there(tree, path)) found.push_back("not there: " + path);
    }
  }
  if (count == 0) found.push_back("nothing to read first");
  return found;
}

Complaints suppressions_without_reason(const SourceTree& tree) {
  const auto* file = found_in(tree, "ops/tsan.supp");
  if (file == nullptr) return {"no ops/tsan.supp"};
  Complaints found;
  bool reason = false;
  for (const auto& line : file->lines) {
    if (line.empty()) reason = false;
    if (line.starts_with('#')) reason = true;
    if (line.empty() || line.starts_with('#')) continue;
    if (!reason) found.push_back("no reason: " + line);
    if (!is_of_a_library(line)) found.push_back("of ours, or unknown: " + line);
  }
  return found;
}

Complaints presets_not_as_described(const SourceTree& tree) {
  const auto* file = found_in(tree, "CMakePresets.json");
  if (file == nullptr) return {"no CMakePresets.json"};
  Complaints found;
  const auto expect = [&](const std::string& name, const std::string& text) {
    if (preset(*file, name).find(text) == std::string::npos) found.push_back(name + ": " + text);
  };
  expect("release", "-O2");
  expect("dev", "address,undefined");
  expect("dev", "-D_GLIBCXX_ASSERTIONS");
  expect("threads", "\"thread\"");
  for (const auto& line : file->lines) {
    if (line.find("NDEBUG") != std::string::npos) found.push_back("assertions are off: " + line);
  }
  return found;
}

}  // namespace fettle::tidy
