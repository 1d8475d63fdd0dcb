// A layer under a process (LD_PRELOAD) that drops what was not synced when the process is killed:
// writes to *.seg files stay in its memory until fdatasync or fsync, as in a disk's cache at a
// power cut. Reads of the same process see them. An ordinary close writes through, as a kernel does
// later.
//
//   LD_PRELOAD=$PWD/libfettle_lose_unsynced.so fettle serve …   and then kill -9
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "test/crash/open_calls.hpp"
#include "test/crash/raw_calls.hpp"

namespace {

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

using Pwrite = ssize_t(int, const void*, size_t, off_t);
using Pread = ssize_t(int, void*, size_t, off_t);
using Sync = int(int);

struct Write {
  off_t position;
  std::string bytes;
  off_t end() const { return position + static_cast<off_t>(bytes.size()); }
};

// One file, however often it is open and whatever its name is now.
struct HeldFile {
  std::vector<Write> writes;

  void write_through(int file) {
    static auto* const real_pwrite = real<Pwrite>("pwrite64");
    for (const auto& write : writes) {
      if (real_pwrite(file, write.bytes.data(), write.bytes.size(), write.position) < 0) break;
    }
    writes.clear();
  }
};

using Inode = std::pair<dev_t, ino_t>;

std::mutex mutex;
std::map<Inode, std::weak_ptr<HeldFile>>& by_inode() {
  static auto* const files = new std::map<Inode, std::weak_ptr<HeldFile>>();  // outlives exit
  return *files;
}
std::map<int, std::shared_ptr<HeldFile>>& by_descriptor() {
  static auto* const files = new std::map<int, std::shared_ptr<HeldFile>>();
  return *files;
}

void remember(int file, const char* path) {
  struct stat status {};
  if (file < 0 || !std::string_view(path).ends_with(".seg")) return;
  if (fstat(file, &status) != 0) return;
  const std::lock_guard lock(mutex);
  auto& known = by_inode()[{status.st_dev, status.st_ino}];
  auto held = known.lock();
  if (!held) known = held = std::make_shared<HeldFile>();
  by_descriptor()[file] = held;
}

std::shared_ptr<HeldFile> held(int file) {
  const auto found = by_descriptor().find(file);
  return found == by_descriptor().end() ? nullptr : found->second;
}

ssize_t hold_write(int file, const void* bytes, size_t size, off_t position) {
  {
    const std::lock_guard lock(mutex);
    if (const auto to = held(file)) {
      to->writes.push_back({position, std::string(static_cast<const char*>(bytes), size)});
      return static_cast<ssize_t>(size);
    }
  }
  return real<Pwrite>("pwrite64")(file, bytes, size, position);
}

ssize_t read_over(int file, void* into, size_t size, off_t position) {
  static auto* const real_pread = real<Pread>("pread64");
  const auto got = real_pread(file, into, size, position);
  const std::lock_guard lock(mutex);
  const auto from = held(file);
  if (!from || got < 0) return got;
  auto end = position + got;
  const auto limit = position + static_cast<off_t>(size);
  for (const auto& write : from->writes) {
    const auto begin = std::max(position, write.position);
    const auto stop = std::min(limit, write.end());
    if (begin >= stop) continue;
    auto* const bytes = static_cast<char*>(into);
    if (begin > end) std::memset(bytes + (end - position), 0, static_cast<size_t>(begin - end));
    std::memcpy(bytes + (begin - position), write.bytes.data() + (begin - write.position),
                static_cast<size_t>(stop - begin));
    end = std::max(end, stop);
  }
  return end - position;
}

int sync_through(int file, const char* name) {
  {
    const std::lock_guard lock(mutex);
    if (const auto to = held(file)) to->write_through(file);
  }
  return real<Sync>(name)(file);
}

}  // namespace

int fettle::layer::open(const char* path, int flags, mode_t mode) {
  const int file = raw::open(path, flags, mode);
  remember(file, path);
  return file;
}

extern "C" {

ssize_t pwrite(int file, const void* bytes, size_t size, off_t position) {
  return hold_write(file, bytes, size, position);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t position) {
  return hold_write(file, bytes, size, position);
}
ssize_t pread(int file, void* into, size_t size, off_t position) {
  return read_over(file, into, size, position);
}
ssize_t pread64(int file, void* into, size_t size, off64_t position) {
  return read_over(file, into, size, position);
}
int fdatasync(int file) { return sync_through(file, "fdatasync"); }
int fsync(int file) { return sync_through(file, "fsync"); }

// What is held is also what a size must show.
int fstat(int file, struct stat* status) noexcept {
  const int result = real<int(int, struct stat*)>("fstat")(file, status);
  const std::lock_guard lock(mutex);
  if (const auto from = result == 0 ? held(file) : nullptr) {
    for (const auto& write : from->writes) status->st_size = std::max(status->st_size, write.end());
  }
  return result;
}

int close(int file) {
  {
    const std::lock_guard lock(mutex);
    if (const auto to = held(file)) {
      const bool writable = (fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
      if (writable) to->write_through(file);
      by_descriptor().erase(file);
    }
  }
  return real<Sync>("close")(file);
}

}  // extern "C"
