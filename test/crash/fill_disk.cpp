// A layer under a process (LD_PRELOAD): while the file that FULL_DISK_WHILE names is there, no file
// below the folder FULL_DISK_UNDER can grow, as on a full disk. What has its space may be written.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

using Write = ssize_t(int, const void*, size_t);
using Pwrite = ssize_t(int, const void*, size_t, off_t);
using Allocate = int(int, int, off_t, off_t);

bool lies_below(int file, std::string_view folder) {
  const auto name = "/proc/self/fd/" + std::to_string(file);
  std::array<char, 4096> path;
  const auto size = readlink(name.c_str(), path.data(), path.size());
  return size > 0 &&
         std::string_view(path.data(), static_cast<std::size_t>(size)).starts_with(folder);
}

off_t size_of(int file) {
  struct stat status {};
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode) ? status.st_size : -1;
}

bool no_space(int file, off_t end) {
  static const char* const flag = std::getenv("FULL_DISK_WHILE");
  static const char* const folder = std::getenv("FULL_DISK_UNDER");
  const int before = errno;
  const auto size = size_of(file);
  const bool full = flag != nullptr && folder != nullptr && size >= 0 && end > size &&
                    access(flag, F_OK) == 0 && lies_below(file, folder);
  errno = full ? ENOSPC : before;
  return full;
}

// Where an ordinary write begins.
off_t place_of(int file) {
  if ((fcntl(file, F_GETFL) & O_APPEND) != 0) return size_of(file);
  return lseek(file, 0, SEEK_CUR);
}

ssize_t write_at(int file, const void* bytes, size_t size, off_t at) {
  static auto* const real_pwrite = real<Pwrite>("pwrite64");
  return no_space(file, at + static_cast<off_t>(size)) ? -1 : real_pwrite(file, bytes, size, at);
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const real_write = real<Write>("write");
  if (size_of(file) >= 0 && no_space(file, place_of(file) + static_cast<off_t>(size))) return -1;
  return real_write(file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return write_at(file, bytes, size, at);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  return write_at(file, bytes, size, at);
}
int fallocate(int file, int mode, off_t at, off_t size) {
  static auto* const real_allocate = real<Allocate>("fallocate64");
  return no_space(file, at + size) ? -1 : real_allocate(file, mode, at, size);
}

}  // extern "C"
