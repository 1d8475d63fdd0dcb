// Log and keys of an installation, opened for reading beside whoever writes them: on whichever
// technology the settings name. Nothing is made and nothing is written.
#pragma once

#include <memory>

#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/ports/keys.hpp"

namespace fettle::cli {

struct OpenedLog {
  segment_log::PosixDisk disk;
  std::unique_ptr<Log> log;
  segment_log::SegmentLog* segments = nullptr;  // the same log, when it is the embedded one
};

Result<std::unique_ptr<OpenedLog>> open_log(const Surroundings& around);
Result<std::unique_ptr<Keys>> open_keys(const Surroundings& around);

// Where a tenant lies, as its owners have announced it.
Result<Partition> partition_of(const Surroundings& around, const TenantId& tenant);

// invalid `embedded_log_only`: `command` works on files, and the settings name a Kafka cluster.
Result<void> needs_files(const Surroundings& around, std::string_view command,
                         std::string_view remedy);

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
