// The snapshot store on RocksDB: one column family and no write-ahead log, so that a crash leaves
// a prefix of the batches. The folder may be deleted at any time; the log rebuilds it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "core/ports/snapshots.hpp"

namespace fettle {

struct RocksOptions {
  std::size_t block_cache_bytes_max = 64 << 20;
  // Small, so that a flush is short and nothing waits long behind it.
  std::size_t memtable_bytes = 16 << 20;
  int memtables_max = 4;  // beyond it a write waits for the disk
  int open_files_max = 256;
  // Says which entries nobody will ask for again; asked on RocksDB's threads, as long as the store
  // is open. They go when their files are rewritten: within 30 days where nothing is written.
  std::function<bool(std::string_view key, std::string_view value)> obsolete = {};
};

class RocksSnapshots : public Snapshots {
 public:
  // Makes the folder when it is absent.
  // unavailable `snapshots_in_use`: another process, or this one, has it open.
  // damaged `snapshots_damaged`: delete the folder and start again.
  static Result<std::unique_ptr<RocksSnapshots>> open(const std::filesystem::path& folder,
                                                      const RocksOptions& options);
  // Beside the process that writes, or without one: what was flushed as of the opening. Writing
  // fails.
  static Result<std::unique_ptr<RocksSnapshots>> open_read_only(const std::filesystem::path& folder,
                                                                const RocksOptions& options);
  // Closing writes out what is in memory; only a crash loses batches.
  ~RocksSnapshots() override;

  Result<std::optional<std::string>> get(std::string_view key) override;
  Result<void> scan(std::string_view from, std::string_view to, const Visit& visit) override;
  Result<void> write(const std::vector<SnapshotWrite>& batch) override;
  Result<void> flush() override;

 private:
  struct Store;  // keeps RocksDB's headers out of this one
  explicit RocksSnapshots(std::unique_ptr<Store> store);

  std::unique_ptr<Store> store_;
};

}  // namespace fettle
