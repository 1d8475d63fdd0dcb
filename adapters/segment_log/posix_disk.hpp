// The real disk. Built with FETTLE_WITHOUT_FDATASYNC it does not sync: the crash lab must notice.
#pragma once

#include "adapters/segment_log/disk.hpp"

namespace fettle::segment_log {

class PosixDisk : public Disk {
 public:
  Result<std::unique_ptr<DiskFile>> open(const std::string& path, Mode mode) override;
  Result<std::vector<std::string>> list(const std::string& directory) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> remove(const std::string& path) override;
  Result<void> make_directory(const std::string& path) override;
  Result<void> sync_directory(const std::string& path) override;
};

// What errno says about an operation on a path. A full disk is told apart only for writes.
Fault disk_fault(std::string_view operation, const std::string& path);

}  // namespace fettle::segment_log
