// The folders of one installation, opened in order of life: keys, log, snapshots.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/domain.hpp"
#include "core/ports/dice.hpp"
#include "core/shard/shard.hpp"

namespace fettle::cli {

struct Folders {
  explicit Folders(const EngineSettings& settings)
      : root(settings.data_dir),
        master_key_file(settings.master_key_file),
        token_keys(settings.token_keys) {}

  std::filesystem::path log() const { return root / "log"; }
  std::filesystem::path keys() const { return root / "keys"; }
  std::filesystem::path snapshots() const { return root / "snapshots"; }
  std::filesystem::path tokens() const { return token_keys.empty() ? root / "tokens" : token_keys; }
  std::filesystem::path master_key() const {
    return master_key_file.empty() ? root / "master.key" : master_key_file;
  }
  std::filesystem::path revocations() const { return root / "revocations"; }

  std::filesystem::path root, master_key_file, token_keys;
};

struct Stores {
  segment_log::PosixDisk disk;
  std::unique_ptr<FileKeys> keys;
  std::unique_ptr<segment_log::SegmentLog> log;
  std::unique_ptr<RocksSnapshots> snapshots;
};

struct StoresPlan {
  Folders folders;
  std::uint64_t segment_bytes;
  bool create_master_key;
  bool scrub;
  std::function<void(const Fault&)> on_damage;  // found by the scrub; on its thread
  const ShardOptions& shard;                    // what idempotency keys end by
  const Domain& domain;                         // of the snapshots that this binary can go on from
};

// For the one process that writes. Makes what is not there yet.
Result<std::unique_ptr<Stores>> open_stores(const StoresPlan& plan, Dice& dice);

}  // namespace fettle::cli
