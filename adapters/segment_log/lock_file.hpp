// At most one process writes a log: it holds a lock on a file that names it.
#pragma once

#include <string>

#include "adapters/segment_log/handle.hpp"
#include "core/result.hpp"

namespace fettle::segment_log {

class LockFile {
 public:
  // unavailable `log_locked`: another process holds it; the detail names its pid.
  static Result<LockFile> take(const std::string& path);

 private:
  explicit LockFile(Handle handle) : handle_(std::move(handle)) {}

  Handle handle_;  // the kernel frees the lock with it, also when the process is killed
};

}  // namespace fettle::segment_log
