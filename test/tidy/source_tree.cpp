#include "test/tidy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace fettle::tidy {
namespace {

namespace fs = std::filesystem;

constexpr std::array not_ours = {".git", "build", "var", ".cache", "node_modules", "__pycache__"};

SourceFile read_file(const fs::path& path, const fs::path& root) {
  SourceFile file{path.lexically_relative(root).generic_string(), {}};
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

}  // namespace

SourceTree read_tree(const fs::path& root) {
  SourceTree tree;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
    if (std::ranges::find(not_ours, at->path().filename().string()) != not_ours.end()) {
      if (at->is_directory()) at.disable_recursion_pending();
      continue;
    }
    if (at->is_regular_file()) tree.push_back(read_file(at->path(), root));
  }
  std::ranges::sort(tree, {}, &SourceFile::path);
  return tree;
}

}  // namespace fettle::tidy
