// The real engine on a folder: segment log, RocksDB snapshots, key files, a shard on its thread.
// Small segments, tables and batches, so that a few hundred commands meet every roll and flush.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "adapters/file_keys/file_keys.hpp"
#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "adapters/system/clock.hpp"
#include "core/shard/shard_thread.hpp"
#include "test/crash/lab/ledger.hpp"
#include "test/support/test_dice.hpp"
#include "test/support/toy_domain.hpp"

namespace fettle::lab {

inline const TenantId demo{"demo"};

class Shop {
 public:
  // Opens log, keys and snapshots; nobody serves yet.
  static Result<std::unique_ptr<Shop>> open(const std::filesystem::path& folder,
                                            std::uint64_t seed);
  ~Shop();

  Result<void> serve();
  // Ends service; everything is saved.
  void stop() { shard_.reset(); }

  using Done = std::function<void(Outcome)>;
  void make_tenant(Done done);
  void send(std::uint64_t number, const Wish& wish, Done done);

  Log& log() { return *log_; }
  segment_log::SegmentLog& segments() { return *log_; }
  FileKeys& keys() { return *keys_; }
  Snapshots& snapshots() { return *snapshots_; }
  Clock& clock() { return clock_; }
  Dice& dice() { return dice_; }
  const Domain& domain() const { return domain_; }

 private:
  explicit Shop(std::uint64_t seed) : dice_(seed), serving_seed_(seed) {}
  template <class Command>
  void submit(Command command, std::string key, Done done);

  Domain domain_ = toy::domain();
  SystemClock clock_;
  test::TestDice dice_;
  std::uint64_t serving_seed_;
  segment_log::PosixDisk disk_;
  std::unique_ptr<segment_log::SegmentLog> log_;
  std::unique_ptr<FileKeys> keys_;
  std::unique_ptr<RocksSnapshots> snapshots_;
  std::unique_ptr<ShardThread> shard_;
};

}  // namespace fettle::lab
