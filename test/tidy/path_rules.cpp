#include <algorithm>
#include <array>
#include <filesystem>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

// What every Debian has, and the heads of our own URLs; `north` is the tenant of the examples.
constexpr std::array system_folders = {"usr", "etc", "tmp", "dev", "proc",
                                       "var", "bin", "lib", "sys"};
constexpr std::array routes = {"mp",       "tech",     "admin",       "display",  "api",
                               "webhooks", "pages",    "schemas",     "test",     "north",
                               "orders",   "problems", "work-orders", "timeline", "internal",
                               "media",    "uploads",  "returns"};
// Of the URLs of WeChat and Odoo, and of what steers a stand-in.
constexpr std::array routes_of_others = {"v3", "sns", "wxa", "cgi-bin", "json", "web", "fake"};
// Of this tree, as its root sees them.
constexpr std::array own_folders = {"core",    "commands", "projections", "adapters",
                                    "schemas", "bench",    "ops",         "build"};

bool in_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// What the slash at `at` begins a path of: the folder's name, if more of the path follows it.
std::string_view first_folder(std::string_view line, std::size_t at) {
  const auto rest = line.substr(at + 1);
  const auto end = std::ranges::find_if_not(rest, in_a_name) - rest.begin();
  const auto name = rest.substr(0, static_cast<std::size_t>(end));
  if (name.empty() || name.size() == rest.size() || rest[name.size()] != '/') return {};
  return name;
}

// A slash behind a name, a variable or a pointer's # goes on with a path that began before it.
bool begins_a_path(std::string_view line, std::size_t at) {
  const auto before = line.substr(0, at);
  if (before.empty() || before.ends_with("file://")) return true;
  const char last = before.back();
  return !in_a_name(last) && last != '/' && last != '}' && last != '#' && last != '\\';
}

bool is_known(std::string_view folder) {
  const auto is_in = [folder](const auto& list) {
    return std::ranges::find(list, folder) != list.end();
  };
  return is_in(system_folders) || is_in(routes) || is_in(routes_of_others) || is_in(own_folders);
}

bool names_a_place(std::string_view line) {
  for (auto at = line.find('/'); at != std::string_view::npos; at = line.find('/', at + 1)) {
    if (at > 0 && line[at - 1] == '~') return true;
    const auto folder = first_folder(line, at);
    const bool named = !folder.empty() && folder.front() != '.';
    if (named && begins_a_path(line, at) && !is_known(folder)) return true;
  }
  return false;
}

bool holds_path(const SourceTree& tree, const std::string& path) {
  return std::ranges::any_of(
      tree, [&](const SourceFile& file) { return file.path == path || file.in(path); });
}

// Whether each path of the line that goes upwards arrives at something of the tree.
bool stays_inside(const SourceTree& tree, const SourceFile& file, std::string_view line) {
  constexpr std::string_view upwards = "../";
  for (auto at = line.find(upwards); at != std::string_view::npos; at = line.find(upwards, at)) {
    auto end = at;
    while (end < line.size() && (in_a_name(line[end]) || line[end] == '/')) ++end;
    const auto folder = std::filesystem::path(file.path).parent_path();
    auto target = (folder / line.substr(at, end - at)).lexically_normal().generic_string();
    if (target.ends_with('/')) target.pop_back();
    if (!holds_path(tree, target)) return false;
    at = end;
  }
  return true;
}

}  // namespace

Complaints paths_of_a_workplace(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    // As their authors wrote them, or a machine that knows no meaning.
    if (file.in("test/vectors") || file.in("test/fuzz/corpus")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const auto& line = file.lines[i];
      if (!names_a_place(line) && stays_inside(tree, file, line)) continue;
      found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + line);
    }
  }
  return found;
}

}  // namespace fettle::tidy
