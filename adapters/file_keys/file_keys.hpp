// The keys of persons and tenants in files beside the embedded log: keys.log (wrapped keys) and
// erasures.log (who was erased, kept apart so that a restored keys.log is erased again).
//
// Every live key is in memory, about 150 bytes each, and an erasure writes keys.log anew: made for
// up to some millions of persons a process. What an erased key's old blocks leave on the disk is
// still wrapped by the master key.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "adapters/file_keys/frame_file.hpp"
#include "adapters/file_keys/key_table.hpp"
#include "adapters/file_keys/master_key_file.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"

namespace fettle {

struct FileKeysOptions {
  enum class Missing { refuse, create };

  std::filesystem::path folder;
  std::filesystem::path master_key_file;
  Missing master_key = Missing::refuse;  // what to do when there is no such file yet
  // read_only: for a reader beside the process that serves; looks again whenever it misses a key.
  file_keys::Access access = file_keys::Access::read_write;
};

class FileKeys : public Keys {
 public:
  // unavailable `keys_in_use`:       another process has them open for writing.
  // mismatch `master_key_missing`:   no master key file, and making one is not allowed, or there
  //                                  are keys that a new one could not unwrap.
  // mismatch `master_key_mismatch`:  the keys were wrapped by another master key.
  // damaged `keys_damaged`:          a file is not what was written.
  static Result<std::unique_ptr<FileKeys>> open(const FileKeysOptions& options, Dice& dice);

  Result<PersonKey> current(const TenantId& tenant, const PersonId& person) override;
  // unavailable `keys_unread`: opened for reading, and a look at the newer files failed.
  Result<std::optional<std::string>> find(const TenantId& tenant, std::string_view key_id) override;
  Result<std::string> tenant_secret(const TenantId& tenant) override;
  Result<void> make_durable() override;
  Result<void> erase(const TenantId& tenant, const PersonId& person) override;

  // For another store, to go on with. Precondition: what was handed out is durable.
  KeyRing ring();

 private:
  FileKeys(const FileKeysOptions& options, Dice& dice, MasterKey master);

  Result<void> load();
  Result<bool> load_new();
  Result<bool> look_again();
  Result<void> visit_new(std::optional<file_keys::FrameFile>& file,
                         const std::filesystem::path& path,
                         const file_keys::FrameFile::Visit& visit);
  Result<void> load_erasures();
  Result<void> load_keys();
  Result<void> take(const file_keys::KeyRecord& record);
  Result<void> check_master();
  bool is_erased(const file_keys::KeyRecord& record) const;
  void remember(std::string tenant, std::string person, std::uint32_t number,
                std::string_view secret);
  Result<void> append_keys(std::string_view payload);
  Result<void> rewrite_without_erased();
  Result<void> writable() const;

  const FileKeysOptions options_;
  Dice& dice_;
  const MasterKey master_;

  std::mutex file_mutex_;  // taken before memory_mutex_, held while a file is written
  std::optional<file_keys::File> lock_;
  std::optional<file_keys::FrameFile> keys_, erasures_;
  bool rewrite_due_ = false;

  std::mutex memory_mutex_;
  file_keys::KeyTable table_;
  std::vector<file_keys::KeyRecord> unsaved_;
  file_keys::Stamp erasures_seen_, keys_seen_;  // opened for reading: up to where they are loaded
  std::atomic<std::size_t> not_durable_ = 0;    // unsaved keys and those being written
};

}  // namespace fettle
