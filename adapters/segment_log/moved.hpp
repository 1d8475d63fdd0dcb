// A log that was moved elsewhere is closed for good: a file in its folder says where it went.
#pragma once

#include <string>
#include <string_view>

#include "adapters/segment_log/disk.hpp"

namespace fettle::segment_log {

// mismatch `log_moved`: it was; the detail names the new place.
Result<void> check_not_moved(Disk& disk, const std::string& directory);

// Returns once it survives a power cut. Only by who holds the lock.
Result<void> write_moved(Disk& disk, const std::string& directory, std::string_view where);

}  // namespace fettle::segment_log
