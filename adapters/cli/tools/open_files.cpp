#include "adapters/cli/tools/open_files.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace fettle::cli {
namespace {

// More is never of use, and some systems grant a number that no table could hold.
constexpr rlim_t open_files_most = 1 << 20;

}  // namespace

Result<std::size_t> raise_open_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return Fault{FaultKind::unavailable, "open_files_unknown", std::strerror(errno)};
  }
  rlimit raised = limit;
  raised.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, open_files_most));
  if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return static_cast<std::size_t>(std::min(limit.rlim_cur, open_files_most));
}

std::size_t connections_within(std::size_t open_files, std::size_t wanted) {
  const auto room =
      open_files >= 2 * open_files_reserve ? open_files - open_files_reserve : open_files / 2;
  return std::clamp<std::size_t>(room, 1, wanted);
}

}  // namespace fettle::cli
