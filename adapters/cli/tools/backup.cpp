#include "adapters/cli/tools/backup.hpp"

#include <fmt/format.h>

#include "adapters/cli/tools/backup_note.hpp"
#include "adapters/cli/tools/copying.hpp"
#include "adapters/file_keys/file.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;

// The mark first: everything it calls durable lies in the segments that are copied after it.
Result<void> copy_log(const fs::path& from, const fs::path& to, Progress& progress) {
  TRY(take_empty_folder(to));
  TRY(copy_durably(from / "MARK", to / "MARK"));
  segment_log::PosixDisk disk;
  const auto segments = TRY(segment_log::list_segments(disk, from.string()));
  std::uint64_t copied = 0;
  for (const auto first : segments) {
    if (!progress.at(copied++, segments.size())) return interrupted();
    const auto name = segment_log::segment_name(first);
    TRY(copy_durably(from / name, to / name));
  }
  return file_keys::sync_folder(to);
}

// Keys before erasures: one that comes between is then in the list.
Result<void> copy_keys(const fs::path& from, const fs::path& to) {
  TRY(take_empty_folder(to));
  for (const auto* name : {"keys.log", "erasures.log"}) {
    if (fs::exists(from / name)) TRY(copy_durably(from / name, to / name));
  }
  return file_keys::sync_folder(to);
}

Result<BackupNote> note_of(const fs::path& log_folder, Moment now, Heads& heads,
                           Progress& progress) {
  segment_log::PosixDisk disk;
  const auto log = TRY(segment_log::SegmentLog::open_read_only(disk, log_folder.string()));
  auto verification = TRY(verify(*log, {}, progress));
  if (verification.damage_count != 0) {
    const auto& first = verification.damage.front();
    return Fault{FaultKind::damaged, "backup_damaged",
                 fmt::format("{} places; the first: {} at offset {}: {}", verification.damage_count,
                             first.code, number(first.offset), first.detail)};
  }
  heads = std::move(verification.heads);
  return BackupNote{log->id(), now, Offset{verification.records}, verification.events};
}

}  // namespace

Result<BackupNote> back_up(const BackupPlan& plan, Moment now, Progress& progress) {
  TRY(take_empty_folder(plan.target));
  TRY(copy_log(plan.data / "log", plan.target / "log", progress));
  TRY(copy_keys(plan.data / "keys", plan.target / "keys"));
  if (fs::exists(plan.data / "revocations")) {
    TRY(copy_durably(plan.data / "revocations", plan.target / "revocations"));
  }
  Heads heads;
  auto note = TRY(note_of(plan.target / "log", now, heads, progress));
  TRY(write_durably(plan.target / "HEADS", to_text(heads)));
  TRY(write_note(plan.target, note));  // last: without it a backup is not whole
  return note;
}

}  // namespace fettle::cli
