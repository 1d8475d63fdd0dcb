// The repository's own text, as the layout tests read it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace fettle::tidy {

struct SourceFile {
  std::string path;  // from the root, with '/'
  std::vector<std::string> lines;

  bool in(std::string_view folder) const {
    return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
  }
  bool ends_with(std::string_view ending) const { return path.ends_with(ending); }
  bool is_code() const { return ends_with(".cpp") || ends_with(".hpp"); }
};

using SourceTree = std::vector<SourceFile>;

// All text files that belong to the repository: no build output, no data of a run, no git.
SourceTree read_tree(const std::filesystem::path& root);

}  // namespace fettle::tidy
