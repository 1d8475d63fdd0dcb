#include "adapters/cli/stores.hpp"

#include <system_error>
#include <vector>

#include "adapters/cli/tools/prepared.hpp"
#include "adapters/file_keys/file.hpp"
#include "core/crypto/crypto.hpp"
#include "core/shard/answer_record.hpp"

namespace fettle::cli {

namespace {

namespace fs = std::filesystem;

// Each folder on the way that was not there has its name on the disk afterwards.
Result<void> make_root(const fs::path& root) {
  std::error_code error;
  std::vector<fs::path> holders;
  for (auto at = fs::absolute(root / ".").lexically_normal().parent_path(); !fs::exists(at, error);
       at = at.parent_path()) {
    holders.push_back(at.parent_path());
  }
  fs::create_directories(root, error);
  if (error) {
    return Fault{FaultKind::unavailable, "data_dir_unusable",
                 root.string() + ": " + error.message()};
  }
  for (const auto& holder : holders) TRY(file_keys::sync_folder(holder));
  return {};
}

}  // namespace

Result<std::unique_ptr<Stores>> open_stores(const StoresPlan& plan, Dice& dice) {
  TRY(make_root(plan.folders.root));
  auto stores = std::make_unique<Stores>();
  stores->keys =
      TRY(FileKeys::open({.folder = plan.folders.keys(),
                          .master_key_file = plan.folders.master_key(),
                          .master_key = plan.create_master_key ? FileKeysOptions::Missing::create
                                                               : FileKeysOptions::Missing::refuse},
                         dice));
  std::optional<segment_log::ScrubPlan> scrub;
  if (plan.scrub) scrub.emplace().on_fault = plan.on_damage;
  const LogId fresh(crypto::to_hex(dice.bytes(8)));
  stores->log = TRY(segment_log::SegmentLog::open(
      stores->disk, plan.folders.log().string(), fresh,
      {.segment_bytes = plan.segment_bytes, .scrub = std::move(scrub)}));
  TRY(take_prepared(plan.folders.root, plan.domain));
  const auto obsolete = [time = plan.shard.event_time, lifetime = plan.shard.key_lifetime](
                            auto key, auto value) {
    return is_ended_answer(key, value, time->newest(), lifetime);
  };
  stores->snapshots = TRY(RocksSnapshots::open(plan.folders.snapshots(), {.obsolete = obsolete}));
  return stores;
}

}  // namespace fettle::cli
