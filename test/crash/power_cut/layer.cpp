// A layer under a process (LD_PRELOAD): once `power_cut_begin` was called, the disk below a folder
// forgets at the n-th call that changes it what was not synced, as at a power cut, and the process
// is killed.
//
// Held: write, pwrite, ftruncate, fallocate, shared mappings, and the making, renaming, linking and
// taking of names by absolute path. Not held: calls relative to an open folder, writev, splice,
// removal of folders: no program of the crash lab uses them on what it must not lose.
#include <dlfcn.h>
#include <fcntl.h>

#include <cstdio>

#include "test/crash/open_calls.hpp"
#include "test/crash/power_cut/disk.hpp"
#include "test/crash/raw_calls.hpp"

namespace {

using fettle::power_cut::Disk;
using fettle::power_cut::PendingBytes;
using fettle::power_cut::Plan;
namespace raw = fettle::raw;

std::atomic<Disk*> disk = nullptr;  // never freed: it outlives exit

// Of this file or path; null: none of ours.
template <class Place>
Disk* disk_of(const Place& place) {
  auto* const known = disk.load();
  return known != nullptr && known->holds(place) ? known : nullptr;
}

off_t place_of(int file) {
  struct stat status {};
  if ((::fcntl(file, F_GETFL) & O_APPEND) == 0) return ::lseek(file, 0, SEEK_CUR);
  return ::fstat(file, &status) == 0 ? status.st_size : 0;
}

ssize_t put(int file, const void* bytes, size_t size, off_t at) {
  const auto call = [&] { return raw::pwrite(file, bytes, size, at); };
  auto* const on = disk_of(file);
  if (on == nullptr) return call();
  return on->change_bytes(
      file, [&](PendingBytes& held, std::uint64_t n) { held.before_write(n, at, size); }, call);
}

int resize(int file, off_t size) {
  const auto call = [&] { return raw::resize(file, size); };
  auto* const on = disk_of(file);
  if (on == nullptr) return call();
  return on->change_bytes(
      file, [&](PendingBytes& held, std::uint64_t n) { held.before_resize(n, size); }, call);
}

int allocate(int file, int mode, off_t at, off_t size) {
  const auto call = [&] { return raw::allocate(file, mode, at, size); };
  auto* const on = disk_of(file);
  if (on == nullptr) return call();
  return on->change_bytes(
      file,
      [&](PendingBytes& held, std::uint64_t n) {
        struct stat status {};
        if ((mode & FALLOC_FL_KEEP_SIZE) == 0 && ::fstat(file, &status) == 0 &&
            at + size > status.st_size) {
          held.before_resize(n, at + size);
        }
      },
      call);
}

void* map(void* address, size_t size, int rights, int flags, int file, off_t at) {
  void* const page = raw::map(address, size, rights, flags, file, at);
  const bool stores = (flags & MAP_SHARED) != 0 && (rights & PROT_WRITE) != 0 && file >= 0;
  auto* const on = stores && page != MAP_FAILED ? disk_of(file) : nullptr;
  if (on != nullptr) on->map(file, page, size);
  return page;
}

int make_beside(char* name, int flags) {
  using Make = int(char*, int);
  static auto* const real = reinterpret_cast<Make*>(dlsym(RTLD_NEXT, "mkostemp64"));
  const int file = real(name, flags);
  if (auto* const on = file >= 0 ? disk_of(name) : nullptr) on->found_new(name);
  return file;
}

}  // namespace

int fettle::layer::open(const char* path, int flags, mode_t mode) {
  auto* const on = (flags & (O_CREAT | O_TRUNC)) != 0 ? disk_of(path) : nullptr;
  return on != nullptr ? on->open(path, flags, mode) : raw::open(path, flags, mode);
}

extern "C" {

// From now on, in this process. Not to be called twice.
void power_cut_begin(const char* under, const char* aside, std::uint64_t cut_at, std::uint64_t seed,
                     int lies) {
  disk = new Disk(Plan{under, aside, cut_at, seed, lies != 0});
}

int mkostemp(char* name, int flags) { return make_beside(name, flags); }
int mkostemp64(char* name, int flags) { return make_beside(name, flags); }

ssize_t write(int file, const void* bytes, size_t size) {
  auto* const on = disk_of(file);
  if (on == nullptr) return raw::write(file, bytes, size);
  return on->change_bytes(
      file,
      [&](PendingBytes& held, std::uint64_t n) { held.before_write(n, place_of(file), size); },
      [&] { return raw::write(file, bytes, size); });
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return put(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return put(file, bytes, size, at);
}
int ftruncate(int file, off_t size) noexcept { return resize(file, size); }
int ftruncate64(int file, off64_t size) noexcept { return resize(file, size); }
int fallocate(int file, int mode, off_t at, off_t size) { return allocate(file, mode, at, size); }
int fallocate64(int file, int mode, off64_t at, off64_t size) {
  return allocate(file, mode, at, size);
}

int fsync(int file) {
  auto* const on = disk_of(file);
  return on != nullptr ? on->sync(file) : static_cast<int>(syscall(SYS_fsync, file));
}
int fdatasync(int file) {
  auto* const on = disk_of(file);
  return on != nullptr ? on->sync(file) : static_cast<int>(syscall(SYS_fdatasync, file));
}
int msync(void* page, size_t size, int flags) {
  auto* const on = disk.load();
  if (on != nullptr && on->sync_map(page)) return 0;
  return static_cast<int>(syscall(SYS_msync, page, size, flags));
}

void* mmap(void* address, size_t size, int rights, int flags, int file, off_t at) noexcept {
  return map(address, size, rights, flags, file, at);
}
void* mmap64(void* address, size_t size, int rights, int flags, int file, off64_t at) noexcept {
  return map(address, size, rights, flags, file, at);
}
int munmap(void* address, size_t size) noexcept {
  if (auto* const on = disk.load()) on->unmap(address);
  return raw::unmap(address, size);
}

int rename(const char* from, const char* to) noexcept {
  auto* const on = disk_of(to);
  return on != nullptr ? on->rename(from, to) : raw::rename(from, to);
}
int link(const char* from, const char* to) noexcept {
  auto* const on = disk_of(to);
  return on != nullptr ? on->link(from, to) : raw::link(from, to);
}
int unlink(const char* path) noexcept {
  auto* const on = disk_of(path);
  return on != nullptr ? on->unlink(path) : raw::unlink(path);
}
int remove(const char* path) noexcept {
  auto* const on = disk_of(path);
  if (on != nullptr && on->unlink(path) == 0) return 0;
  if (on == nullptr && raw::unlink(path) == 0) return 0;
  return errno == EISDIR ? ::rmdir(path) : -1;
}
int mkdir(const char* path, mode_t mode) noexcept {
  auto* const on = disk_of(path);
  return on != nullptr ? on->make_folder(path, mode) : raw::make_folder(path, mode);
}

}  // extern "C"
