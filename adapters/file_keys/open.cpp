// How the keys are opened: lock, master key, erasures, keys, and what a crash left undone; and how
// a reader beside the writer learns of newer ones.
#include <fcntl.h>

#include "adapters/file_keys/file_keys.hpp"

namespace fettle {

using namespace file_keys;

namespace {

// A record like any other, wrapped by the master key under a name that no tenant can have; its
// opening shows that this is the right master key.
constexpr auto proof_name = "/proof";

Fault wrong_master(const FileKeysOptions& options, std::string_view what) {
  return {FaultKind::mismatch, "master_key_mismatch",
          options.master_key_file.string() + " does not unwrap " + std::string(what) + " in " +
              options.folder.string() + "; give the master key they were made with"};
}

Result<File> locked(const fs::path& folder) {
  auto lock = TRY(File::open(folder / "lock", O_RDWR | O_CREAT));
  if (lock.lock()) return lock;
  return Fault{FaultKind::unavailable, "keys_in_use",
               folder.string() + " is open in another process"};
}

Result<MasterKey> master_key(const FileKeysOptions& options, Dice& dice) {
  if (fs::exists(options.master_key_file)) return load_master_key(options.master_key_file);
  const bool has_keys = fs::exists(options.folder / "keys.log");
  if (options.master_key == FileKeysOptions::Missing::create && !has_keys) {
    return create_master_key(options.master_key_file, dice);
  }
  return Fault{FaultKind::mismatch, "master_key_missing",
               options.master_key_file.string() + " is not there" +
                   (has_keys ? ", but keys wrapped by it are; bring it back from its backup" : "")};
}

Result<void> made_folder(const fs::path& folder) {
  if (fs::exists(folder)) return {};
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  return sync_folder(fs::absolute(folder).lexically_normal().parent_path());
}

}  // namespace

Result<std::unique_ptr<FileKeys>> FileKeys::open(const FileKeysOptions& options, Dice& dice) {
  try {
    std::optional<File> lock;
    if (options.access == Access::read_write) {
      TRY(made_folder(options.folder));
      lock = TRY(locked(options.folder));
    }
    auto master = TRY(master_key(options, dice));
    std::unique_ptr<FileKeys> keys(new FileKeys(options, dice, std::move(master)));
    keys->lock_ = std::move(lock);
    TRY(keys->load());
    return keys;
  } catch (const std::exception& error) {
    return Fault{FaultKind::unavailable, "keys_unavailable", error.what()};
  }
}

Result<void> FileKeys::load() {
  if (options_.access == Access::read_only) {
    TRY(load_new());
    return {};
  }
  TRY(load_erasures());
  TRY(load_keys());
  return rewrite_due_ ? rewrite_without_erased() : Result<void>();
}

// Whether there was something new.
Result<bool> FileKeys::load_new() {
  const auto erasures = TRY(stamp_of(options_.folder / "erasures.log"));
  const auto keys = TRY(stamp_of(options_.folder / "keys.log"));
  if (erasures == erasures_seen_ && keys == keys_seen_) return false;
  TRY(load_erasures());
  TRY(load_keys());
  erasures_seen_ = erasures;
  keys_seen_ = keys;
  return true;
}

// With memory_mutex_ held. A key is durable before the first event that names it, so one that is
// missed after this was erased.
Result<bool> FileKeys::look_again() {
  if (options_.access == Access::read_write) return false;
  constexpr int looks_max = 3;  // a look may meet a write half done
  auto found = load_new();
  for (int look = 1; !found && look < looks_max; ++look) found = load_new();
  if (found) return found;
  return Fault{FaultKind::unavailable, "keys_unread",
               found.error().code + ": " + found.error().detail + "; run it again"};
}

// Goes on in the file that is open, unless another has taken its name since.
Result<void> FileKeys::visit_new(std::optional<FrameFile>& file, const fs::path& path,
                                 const FrameFile::Visit& visit) {
  if (file && file->is_at(path)) return file->read_on(path, visit);
  file = TRY(FrameFile::open(path, options_.access, visit));
  return {};
}

Result<void> FileKeys::load_erasures() {
  const auto path = options_.folder / "erasures.log";
  if (!fs::exists(path)) {
    if (options_.access == Access::read_write) erasures_ = TRY(FrameFile::create(path, "", {}));
    return {};
  }
  const auto visit = [&](std::string_view payload) -> Result<void> {
    for (const auto& erasure : TRY(parse_erasures(payload))) table_.erase(erasure);
    return {};
  };
  return visit_new(erasures_, path, visit);
}

Result<void> FileKeys::load_keys() {
  const auto path = options_.folder / "keys.log";
  if (!fs::exists(path)) {
    if (options_.access == Access::read_only) return {};
    std::string note;
    KeyRecord proof{proof_name, "", 0, {}};
    proof.wrapped = master_.wrap(name_of(proof), std::string(secret_bytes, '\0'), dice_);
    append(note, proof);
    keys_ = TRY(FrameFile::create(path, note, {}));
    return {};
  }
  std::vector<KeyRecord> records;
  const auto visit = [&](std::string_view payload) -> Result<void> {
    for (auto& record : TRY(parse_keys(payload))) records.push_back(std::move(record));
    return {};
  };
  TRY(visit_new(keys_, path, visit));
  TRY(check_master());
  for (const auto& record : records) TRY(take(record));
  return {};
}

Result<void> FileKeys::check_master() {
  const auto proof = TRY(parse_keys(keys_->note()));
  if (proof.size() == 1 && master_.unwrap(name_of(proof[0]), proof[0].wrapped)) return {};
  return wrong_master(options_, "the keys");
}

Result<void> FileKeys::take(const KeyRecord& record) {
  if (is_erased(record)) {
    rewrite_due_ = true;  // a crash came between the erasure and the new file, or a restore after
    return {};
  }
  const auto secret = master_.unwrap(name_of(record), record.wrapped);
  if (!secret) return wrong_master(options_, "the key of " + record.tenant + '/' + record.person);
  if (record.person.empty())
    table_.set_tenant_secret(record.tenant, *secret);
  else
    table_.set_key(record.tenant, record.person, record.number, *secret);
  return {};
}

}  // namespace fettle
