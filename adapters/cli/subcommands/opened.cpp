#include "adapters/cli/subcommands/opened.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/tools/progress.hpp"

namespace fettle::cli {

int report(const Fault& fault) {
  if (is_interruption(fault)) return exit_interrupted;
  fmt::print(stderr, "fettle: {}: {}\n", fault.code, fault.detail);
  if (fault.kind == FaultKind::damaged) return exit_found_wrong;
  return fault.kind == FaultKind::invalid ? exit_bad_use : exit_failed;
}

Result<std::unique_ptr<OpenedLog>> open_log(const Surroundings& around) {
  auto opened = std::make_unique<OpenedLog>();
  const Folders folders(around.settings.engine);
  opened->log = TRY(segment_log::SegmentLog::open_read_only(opened->disk, folders.log().string()));
  return opened;
}

Result<std::unique_ptr<FileKeys>> open_keys(const Surroundings& around) {
  const Folders folders(around.settings.engine);
  return FileKeys::open({.folder = folders.keys(),
                         .master_key_file = folders.master_key(),
                         .access = file_keys::Access::read_only},
                        around.dice);
}

ScratchFolder::ScratchFolder(std::filesystem::path path)
    : path_(std::move(path) += "." + std::to_string(getpid())) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace fettle::cli
