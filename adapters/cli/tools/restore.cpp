#include <fmt/format.h>

#include "adapters/cli/tools/backup.hpp"
#include "adapters/cli/tools/backup_note.hpp"
#include "adapters/cli/tools/copying.hpp"
#include "adapters/cli/tools/rewrite.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;
using segment_log::SegmentLog;

// Opening the keys applies every erasure that the list knows.
Result<void> restore_keys(const RestorePlan& plan, const fs::path& into, Dice& dice) {
  const auto from = plan.backup / "keys", to = into / "keys";
  TRY(take_empty_folder(to));
  TRY(copy_durably(plan.master_key, into / "master.key"));
  fs::permissions(into / "master.key", fs::perms::owner_read | fs::perms::owner_write);
  if (fs::exists(from / "keys.log")) TRY(copy_durably(from / "keys.log", to / "keys.log"));
  const auto erasures = plan.erasures.value_or(from / "erasures.log");
  if (fs::exists(erasures)) {
    TRY(copy_durably(erasures, to / "erasures.log"));
  } else if (plan.erasures) {
    return Fault{FaultKind::invalid, "erasures_missing", erasures.string() + " is not there"};
  }
  TRY(FileKeys::open({.folder = to, .master_key_file = into / "master.key"}, dice));
  return {};
}

Result<void> same_heads(const Heads& noted, const Heads& restored) {
  for (const auto& [tenant, head] : noted) {
    const auto found = restored.find(tenant);
    if (found == restored.end() || found->second.hash != head.hash ||
        found->second.events != head.events) {
      return Fault{FaultKind::damaged, "restored_differs",
                   fmt::format("the chain of {} is not the one that was backed up", tenant)};
    }
  }
  return {};
}

Result<Restored> restore_log(const RestorePlan& plan, const BackupNote& note, const fs::path& into,
                             Dice& dice, Progress& progress) {
  segment_log::PosixDisk disk;
  const auto from = TRY(SegmentLog::open_read_only(disk, (plan.backup / "log").string()));
  const LogId fresh(crypto::to_hex(dice.bytes(8)));
  const auto to = TRY(SegmentLog::open(disk, (into / "log").string(), fresh,
                                       {.segment_bytes = plan.segment_bytes, .scrub = {}}));
  const auto events = TRY(rewrite(*from, *to, dice, progress));
  const auto verification = TRY(verify(*to, {}, progress));
  const auto heads_text = TRY(read_text(plan.backup / "HEADS"));
  const auto heads = TRY(parse_heads(heads_text));
  TRY(same_heads(heads, verification.heads));
  if (verification.damage_count != 0 || events != note.events) {
    return Fault{FaultKind::damaged, "restored_differs",
                 fmt::format("{} events and {} damaged places, not {} events", events,
                             verification.damage_count, note.events)};
  }
  return Restored{to->id(), events};
}

Result<Restored> restore_into(const RestorePlan& plan, const fs::path& into, Dice& dice,
                              Progress& progress) {
  const auto note = TRY(read_note(plan.backup));
  TRY(take_empty_folder(into));
  TRY(restore_keys(plan, into, dice));
  if (fs::exists(plan.backup / "revocations")) {
    TRY(copy_durably(plan.backup / "revocations", into / "revocations"));
  }
  const auto restored = TRY(restore_log(plan, note, into, dice, progress));
  TRY(file_keys::sync_folder(into));
  return restored;
}

}  // namespace

Result<Restored> restore(const RestorePlan& plan, Dice& dice, Progress& progress) {
  if (!is_empty_or_absent(plan.data)) {
    return Fault{FaultKind::invalid, "target_not_empty",
                 plan.data.string() + " is not empty; name a new folder"};
  }
  const auto target = fs::absolute(plan.data).lexically_normal();
  const fs::path building = target.string() + ".restoring";
  std::error_code error;
  fs::remove_all(building, error);  // of a restore that was cut off
  auto restored = restore_into(plan, building, dice, progress);
  if (!restored) {
    fs::remove_all(building, error);
    return restored;
  }
  fs::rename(building, target, error);
  if (error) return Fault{FaultKind::unavailable, "target_unusable", error.message()};
  TRY(file_keys::sync_folder(target.parent_path()));
  return restored;
}

}  // namespace fettle::cli
