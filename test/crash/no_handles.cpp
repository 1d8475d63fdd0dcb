// A layer under a process (LD_PRELOAD) that runs out of file handles when it is told to: opening a
// file or folder and accepting a connection then fail as at the limit of open files. The limit
// itself would be met by a sanitizer's runtime too, which takes that for an error of ours.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>

#include "test/crash/open_calls.hpp"
#include "test/crash/raw_calls.hpp"

namespace {

namespace raw = fettle::raw;

std::atomic<long> left = std::numeric_limits<long>::max();
std::atomic<const char*> among = "";  // paths that hold this text

// Sets errno when there is none.
bool none_left(const char* path = "") {
  if (std::strstr(path, among) == nullptr) return false;
  if (left.load() == std::numeric_limits<long>::max() || left.fetch_sub(1) > 0) return false;
  errno = EMFILE;
  return true;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

int fettle::layer::open(const char* path, int flags, mode_t mode) {
  return none_left(path) ? -1 : raw::open(path, flags, mode);
}

extern "C" {

// So many handles more for paths that hold `part`, then none; a negative number: as many as anybody
// likes. `part` is not copied.
void no_handles_after(long handles, const char* part) {
  among = part;
  left = handles < 0 ? std::numeric_limits<long>::max() : handles;
}

int mkostemp(char* name, int flags) {
  return none_left(name) ? -1 : real<int(char*, int)>("mkostemp")(name, flags);
}
DIR* opendir(const char* path) {
  return none_left(path) ? nullptr : real<DIR*(const char*)>("opendir")(path);
}
int accept(int socket, sockaddr* address, socklen_t* size) {
  using Accept = int(int, sockaddr*, socklen_t*);
  return none_left() ? -1 : real<Accept>("accept")(socket, address, size);
}
int accept4(int socket, sockaddr* address, socklen_t* size, int flags) {
  using Accept = int(int, sockaddr*, socklen_t*, int);
  return none_left() ? -1 : real<Accept>("accept4")(socket, address, size, flags);
}

}  // extern "C"
