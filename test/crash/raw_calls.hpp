// The system calls themselves, below every layer that stands under a process.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string>

namespace fettle::raw {

inline int open(const char* path, int flags, mode_t mode = 0) {
  return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}
inline int close(int file) { return static_cast<int>(syscall(SYS_close, file)); }
inline ssize_t write(int file, const void* bytes, size_t size) {
  return syscall(SYS_write, file, bytes, size);
}
inline ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return syscall(SYS_pwrite64, file, bytes, size, at);
}
inline ssize_t pread(int file, void* into, size_t size, off_t at) {
  return syscall(SYS_pread64, file, into, size, at);
}
inline int resize(int file, off_t size) {
  return static_cast<int>(syscall(SYS_ftruncate, file, size));
}
inline int allocate(int file, int mode, off_t at, off_t size) {
  return static_cast<int>(syscall(SYS_fallocate, file, mode, at, size));
}
inline int rename(const char* from, const char* to) {
  return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
inline int link(const char* from, const char* to) {
  return static_cast<int>(syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
inline int unlink(const char* path) {
  return static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
inline int make_folder(const char* path, mode_t mode) {
  return static_cast<int>(syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}
inline void* map(void* address, size_t size, int rights, int flags, int file, off_t at) {
  return reinterpret_cast<void*>(syscall(SYS_mmap, address, size, rights, flags, file, at));
}
inline int unmap(void* address, size_t size) {
  return static_cast<int>(syscall(SYS_munmap, address, size));
}

inline ino_t inode_of(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace fettle::raw
