// Names that were given, changed or taken and whose folder is not synced yet. A file that lost its
// name is kept by a link in a folder aside until the end. The names of one folder survive in the
// order in which they changed, as in a journal; each folder by itself.
#pragma once

#include <string>
#include <vector>

#include "test/crash/power_cut/survival.hpp"

namespace fettle::power_cut {

class PendingNames {
 public:
  explicit PendingNames(std::string aside) : aside_(std::move(aside)) {}

  // The file of this name may be asked for again.
  void keep(const std::string& path);

  void made(std::uint64_t call, const std::string& path);
  void made_folder(std::uint64_t call, const std::string& path);
  void taken(std::uint64_t call, const std::string& path, ino_t file);
  // `file` has left `from` for `to`, where `replaced` (0: nothing) stood.
  void renamed(std::uint64_t call, const std::string& from, const std::string& to, ino_t file,
               ino_t replaced);
  void synced(ino_t folder);

  void take_back(Survival& survival);

 private:
  struct Entry {
    std::string path;
    ino_t before;  // 0: there was none
  };
  struct Change {
    std::uint64_t call;
    ino_t folder;
    std::vector<Entry> entries;
    bool makes_folder = false;
  };

  std::string kept(ino_t file) const { return aside_ + "/" + std::to_string(file); }
  void take_back(const Change& change) const;

  std::string aside_;
  std::vector<Change> changes_;
};

}  // namespace fettle::power_cut
