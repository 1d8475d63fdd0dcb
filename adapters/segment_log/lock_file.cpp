#include "adapters/segment_log/lock_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <array>
#include <cerrno>

#include "adapters/segment_log/posix_disk.hpp"

namespace fettle::segment_log {

Result<LockFile> LockFile::take(const std::string& path) {
  Handle handle(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
  if (!handle.open()) return disk_fault("open", path);
  if (::flock(handle.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return disk_fault("lock", path);
    std::array<char, 32> holder{};
    const auto got = ::pread(handle.get(), holder.data(), holder.size(), 0);
    return Fault{FaultKind::unavailable, "log_locked",
                 fmt::format("process {} writes this log ({}); stop it first",
                             std::string_view(holder.data(),
                                              static_cast<std::size_t>(std::max<ssize_t>(got, 0))),
                             path)};
  }
  const auto pid = std::to_string(::getpid());
  if (::ftruncate(handle.get(), 0) != 0 || ::pwrite(handle.get(), pid.data(), pid.size(), 0) < 0) {
    // Only the name of the holder is lost (a full disk, say): the lock itself holds.
  }
  return LockFile(std::move(handle));
}

}  // namespace fettle::segment_log
