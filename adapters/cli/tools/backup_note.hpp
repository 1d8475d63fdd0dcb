// The file BACKUP of a backup folder.
#pragma once

#include "adapters/cli/tools/backup.hpp"

namespace fettle::cli {

Result<void> write_note(const std::filesystem::path& backup, const BackupNote& note);
// invalid `backup_incomplete`: there is none, or it cannot be read.
Result<BackupNote> read_note(const std::filesystem::path& backup);

}  // namespace fettle::cli
