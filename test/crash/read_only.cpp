// A layer under a process (LD_PRELOAD): while the file that READ_ONLY_WHILE names is there, nothing
// below the folder READ_ONLY_UNDER can be changed, as on a disk that the kernel has mounted again
// for reading only. Stores into shared mappings still seem to work, as there.
#include <dlfcn.h>
#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

#include "test/crash/open_calls.hpp"
#include "test/crash/raw_calls.hpp"

namespace {

namespace raw = fettle::raw;

// Sets errno when it is so.
bool refused(std::string_view path) {
  static const char* const flag = std::getenv("READ_ONLY_WHILE");
  static const char* const folder = std::getenv("READ_ONLY_UNDER");
  if (flag == nullptr || folder == nullptr || !path.starts_with(folder)) return false;
  const int before = errno;
  const bool is_up = ::access(flag, F_OK) == 0;
  errno = is_up ? EROFS : before;
  return is_up;
}

bool refused(int file) {
  const auto name = "/proc/self/fd/" + std::to_string(file);
  std::array<char, 4096> path;
  const int before = errno;
  const auto size = ::readlink(name.c_str(), path.data(), path.size());
  errno = before;
  return size > 0 && refused(std::string_view(path.data(), static_cast<std::size_t>(size)));
}

}  // namespace

int fettle::layer::open(const char* path, int flags, mode_t mode) {
  const bool changes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
  return changes && refused(path) ? -1 : raw::open(path, flags, mode);
}

extern "C" {

int mkostemp(char* name, int flags) {
  using Make = int(char*, int);
  static auto* const real = reinterpret_cast<Make*>(dlsym(RTLD_NEXT, "mkostemp"));
  return refused(name) ? -1 : real(name, flags);
}
ssize_t write(int file, const void* bytes, size_t size) {
  return refused(file) ? -1 : raw::write(file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return refused(file) ? -1 : raw::pwrite(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return refused(file) ? -1 : raw::pwrite(file, bytes, size, at);
}
int ftruncate(int file, off_t size) noexcept {
  return refused(file) ? -1 : raw::resize(file, size);
}
int ftruncate64(int file, off64_t size) noexcept {
  return refused(file) ? -1 : raw::resize(file, size);
}
int fallocate(int file, int mode, off_t at, off_t size) {
  return refused(file) ? -1 : raw::allocate(file, mode, at, size);
}
int fallocate64(int file, int mode, off64_t at, off64_t size) {
  return refused(file) ? -1 : raw::allocate(file, mode, at, size);
}
int fsync(int file) { return refused(file) ? -1 : static_cast<int>(syscall(SYS_fsync, file)); }
int fdatasync(int file) {
  return refused(file) ? -1 : static_cast<int>(syscall(SYS_fdatasync, file));
}
int rename(const char* from, const char* to) noexcept {
  return refused(from) ? -1 : raw::rename(from, to);
}
int link(const char* from, const char* to) noexcept {
  return refused(to) ? -1 : raw::link(from, to);
}
int unlink(const char* path) noexcept { return refused(path) ? -1 : raw::unlink(path); }
int mkdir(const char* path, mode_t mode) noexcept {
  return refused(path) ? -1 : raw::make_folder(path, mode);
}

}  // extern "C"
