// Log and keys of an installation, opened for reading beside whoever writes them.
#pragma once

#include <memory>

#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"

namespace fettle::cli {

struct OpenedLog {
  segment_log::PosixDisk disk;
  std::unique_ptr<segment_log::SegmentLog> log;
};

Result<std::unique_ptr<OpenedLog>> open_log(const Surroundings& around);
Result<std::unique_ptr<FileKeys>> open_keys(const Surroundings& around);

// A folder for work in progress in the data folder, gone at its end.
class ScratchFolder {
 public:
  explicit ScratchFolder(std::filesystem::path path);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace fettle::cli
