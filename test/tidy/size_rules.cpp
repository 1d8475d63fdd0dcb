#include <algorithm>
#include <array>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

constexpr std::size_t file_lines_max = 400;
constexpr std::size_t columns_max = 100;
constexpr std::size_t function_lines_max = 60;
constexpr std::size_t readme_lines_max = 30;
constexpr std::array top_folders = {"core",    "commands", "projections", "adapters",
                                    "schemas", "bench",    "test",        "ops"};

bool written_by_hand(const SourceFile& file) {
  if (file.in("schemas/published") || file.in("test/ledger")) return false;
  return file.is_code() || file.ends_with(".sql") || file.ends_with(".py") ||
         file.ends_with(".cmake") || (file.in("ops") && file.path.find('.') == std::string::npos);
}

// Characters, not bytes: Chinese texts stand in the code too.
std::size_t columns(const std::string& line) {
  return static_cast<std::size_t>(
      std::ranges::count_if(line, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string place(const SourceFile& file, std::size_t line) {
  return file.path + ":" + std::to_string(line + 1);
}

// Our format ends a function with a lone brace, and begins it in the first column.
std::size_t begin_of_function(const SourceFile& file, std::size_t end) {
  auto line = end;
  while (line > 0) {
    const auto& text = file.lines[--line];
    if (!text.empty() && text[0] != ' ' && text[0] != '#') break;
  }
  return line;
}

}  // namespace

Complaints files_too_long(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (written_by_hand(file) && file.lines.size() > file_lines_max) {
      found.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines");
    }
  }
  return found;
}

Complaints lines_too_wide(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!written_by_hand(file)) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (columns(file.lines[i]) > columns_max) found.push_back(place(file, i));
    }
  }
  return found;
}

Complaints functions_too_long(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!file.ends_with(".cpp") || file.in("test")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (file.lines[i] != "}") continue;
      const auto begin = begin_of_function(file, i);
      if (i - begin + 1 > function_lines_max) found.push_back(place(file, begin));
    }
  }
  return found;
}

Complaints headers_without_purpose(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!file.ends_with(".hpp")) continue;
    if (file.lines.empty() || !file.lines[0].starts_with("// ")) found.push_back(file.path);
  }
  return found;
}

Complaints readmes_missing_or_long(const SourceTree& tree) {
  Complaints found;
  for (const std::string folder : top_folders) {
    const auto readme = std::ranges::find(tree, folder + "/README.md", &SourceFile::path);
    if (readme == tree.end())
      found.push_back(folder + ": no README.md");
    else if (readme->lines.size() > readme_lines_max)
      found.push_back(readme->path + ": too long");
  }
  return found;
}

}  // namespace fettle::tidy
