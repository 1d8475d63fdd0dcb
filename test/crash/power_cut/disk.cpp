#include "test/crash/power_cut/disk.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "test/crash/raw_calls.hpp"

namespace fettle::power_cut {
namespace {

std::string link_of(int file) { return "/proc/self/fd/" + std::to_string(file); }

bool lies_below(std::string_view path, const std::string& folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

bool Disk::holds(const char* path) const {
  return path != nullptr && lies_below(path, plan_.under);
}

bool Disk::holds(int file) const {
  const int before = errno;
  std::array<char, 4096> path;
  const auto size = ::readlink(link_of(file).c_str(), path.data(), path.size());
  errno = before;
  return size > 0 && lies_below({path.data(), static_cast<std::size_t>(size)}, plan_.under);
}

void Disk::begin_call() {
  ++calls_;
  for (auto& [file, bytes] : bytes_) bytes->look_at_map(calls_);
}

void Disk::end_call() {
  if (calls_ == plan_.cut_at) cut();
}

PendingBytes& Disk::bytes_of(int file) {
  struct stat status {};
  ::fstat(file, &status);
  auto& known = bytes_[status.st_ino];
  if (!known) {
    const int handle = raw::open(link_of(file).c_str(), O_RDWR | O_CLOEXEC);
    known = std::make_unique<PendingBytes>(handle);
  }
  return *known;
}

void Disk::drop_clean(ino_t file) {
  const auto found = bytes_.find(file);
  if (found == bytes_.end()) return;
  found->second->synced();
  if (!found->second->mapped()) bytes_.erase(found);
}

int Disk::open(const char* path, int flags, mode_t mode) {
  const std::lock_guard lock(mutex_);
  const bool there = raw::inode_of(path) != 0;
  if (there && (flags & O_TRUNC) == 0) return raw::open(path, flags, mode);
  begin_call();
  if (there) {
    const int file = raw::open(path, O_RDWR | O_CLOEXEC);
    if (file >= 0) bytes_of(file).before_resize(calls_, 0);
    raw::close(file);
  }
  const int file = raw::open(path, flags, mode);
  if (!there && file >= 0) names_.made(calls_, path);
  end_call();
  return file;
}

int Disk::make_folder(const char* path, mode_t mode) {
  const std::lock_guard lock(mutex_);
  begin_call();
  const int result = raw::make_folder(path, mode);
  if (result == 0) names_.made_folder(calls_, path);
  end_call();
  return result;
}

int Disk::rename(const char* from, const char* to) {
  const std::lock_guard lock(mutex_);
  begin_call();
  names_.keep(from);
  names_.keep(to);
  const auto file = raw::inode_of(from), replaced = raw::inode_of(to);
  const int result = raw::rename(from, to);
  if (result == 0) names_.renamed(calls_, from, to, file, replaced);
  end_call();
  return result;
}

int Disk::link(const char* from, const char* to) {
  const std::lock_guard lock(mutex_);
  begin_call();
  const int result = raw::link(from, to);
  if (result == 0) names_.made(calls_, to);
  end_call();
  return result;
}

int Disk::unlink(const char* path) {
  const std::lock_guard lock(mutex_);
  begin_call();
  names_.keep(path);
  const auto file = raw::inode_of(path);
  const int result = raw::unlink(path);
  if (result == 0) names_.taken(calls_, path, file);
  end_call();
  return result;
}

void Disk::found_new(const char* path) {
  const std::lock_guard lock(mutex_);
  begin_call();
  names_.made(calls_, path);
  end_call();
}

int Disk::sync(int file) {
  const std::lock_guard lock(mutex_);
  begin_call();
  end_call();  // a cut comes before the sync has done anything
  struct stat status {};
  if (plan_.lies || ::fstat(file, &status) != 0) return 0;
  if (S_ISDIR(status.st_mode)) {
    names_.synced(status.st_ino);
  } else {
    drop_clean(status.st_ino);
  }
  return 0;
}

void Disk::map(int file, void* page, std::size_t size) {
  const std::lock_guard lock(mutex_);
  bytes_of(file).map(static_cast<const char*>(page), size);
}

void Disk::unmap(const void* page) {
  const std::lock_guard lock(mutex_);
  for (auto& [file, bytes] : bytes_) {
    if (bytes->maps(page)) bytes->unmap(calls_);
  }
}

bool Disk::sync_map(const void* page) {
  const std::lock_guard lock(mutex_);
  for (auto& [file, bytes] : bytes_) {
    if (!bytes->maps(page)) continue;
    begin_call();
    end_call();
    if (!plan_.lies) bytes->synced();
    return true;
  }
  return false;
}

// With the mutex held for good: whoever wants to change something more waits until the end.
void Disk::cut() {
  Survival survival(plan_.seed, calls_);
  tell(survival);
  for (auto& [file, bytes] : bytes_) bytes->take_back(survival);
  names_.take_back(survival);
  ::kill(::getpid(), SIGKILL);
  while (true) ::pause();
}

void Disk::tell(const Survival& survival) const {
  constexpr const char* kinds[] = {"nothing", "everything", "in_order", "torn"};
  const auto text = std::string(kinds[static_cast<int>(survival.kind())]) + "\n";
  const auto path = plan_.aside + "/survived";
  const int file = raw::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  raw::write(file, text.data(), text.size());
  raw::close(file);
}

}  // namespace fettle::power_cut
