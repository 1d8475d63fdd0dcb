#include "test/crash/power_cut/pending_names.hpp"

#include <map>

#include "test/crash/raw_calls.hpp"

namespace fettle::power_cut {
namespace {

ino_t folder_of(const std::string& path) {
  return raw::inode_of(path.substr(0, path.rfind('/')) + "/.");
}

}  // namespace

void PendingNames::keep(const std::string& path) {
  if (const auto file = raw::inode_of(path)) raw::link(path.c_str(), kept(file).c_str());
}

void PendingNames::made(std::uint64_t call, const std::string& path) {
  changes_.push_back({call, folder_of(path), {{path, 0}}});
}

void PendingNames::made_folder(std::uint64_t call, const std::string& path) {
  changes_.push_back({call, folder_of(path), {{path, 0}}, true});
}

void PendingNames::taken(std::uint64_t call, const std::string& path, ino_t file) {
  changes_.push_back({call, folder_of(path), {{path, file}}});
}

void PendingNames::renamed(std::uint64_t call, const std::string& from, const std::string& to,
                           ino_t file, ino_t replaced) {
  changes_.push_back({call, folder_of(to), {{from, file}, {to, replaced}}});
}

void PendingNames::synced(ino_t folder) {
  std::erase_if(changes_, [&](const Change& change) { return change.folder == folder; });
}

void PendingNames::take_back(const Change& change) const {
  if (change.makes_folder) {
    const auto gone = aside_ + "/folder-" + std::to_string(change.call);
    raw::rename(change.entries[0].path.c_str(), gone.c_str());
    return;
  }
  for (const auto& entry : change.entries) {
    raw::unlink(entry.path.c_str());
    if (entry.before != 0) raw::link(kept(entry.before).c_str(), entry.path.c_str());
  }
}

void PendingNames::take_back(Survival& survival) {
  std::map<ino_t, std::uint64_t> lost;
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
    auto known = lost.find(change->folder);
    if (known == lost.end()) known = lost.emplace(change->folder, survival.first_lost()).first;
    if (change->call >= known->second) take_back(*change);
  }
}

}  // namespace fettle::power_cut
