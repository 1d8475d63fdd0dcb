#include "adapters/rocksdb_snapshots/options.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace fettle {
namespace {

rocksdb::BlockBasedTableOptions table_options(const RocksOptions& options) {
  constexpr double bloom_bits_a_key = 10;
  rocksdb::BlockBasedTableOptions table;
  // In one piece: parts of a MiB each would hold no filter or index of a large table, and each
  // lookup of a cold key would read them again.
  constexpr int shard_bits = 0;
  table.block_cache = rocksdb::NewLRUCache(options.block_cache_bytes_max, shard_bits);
  // Filters and indexes live in the cache, so that its bound holds for them too.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(bloom_bits_a_key));
  table.format_version = 5;
  return table;
}

// RocksDB's own log file ends the process (an assertion of Debian's build) when a disk is full;
// what we must know comes back as a Status.
class NoLogFile : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

rocksdb::Options rocksdb_options(const RocksOptions& options) {
  rocksdb::Options rocks;
  rocks.create_if_missing = true;
  rocks.write_buffer_size = options.memtable_bytes;
  rocks.max_write_buffer_number = options.memtables_max;
  rocks.max_open_files = options.open_files_max;
  rocks.max_background_jobs = 2;
  // Most lookups are of idempotency keys never seen before: the memtable answers those by a filter.
  rocks.memtable_prefix_bloom_size_ratio = 0.05;
  rocks.memtable_whole_key_filtering = true;
  // Keys of answers are random: each compaction into the next level rewrites all of that. So more
  // of the first level is gathered for one, as far as lookups through their filters stay cheap.
  rocks.level0_file_num_compaction_trigger = 8;
  rocks.level0_slowdown_writes_trigger = 24;
  rocks.level0_stop_writes_trigger = 40;
  rocks.compression = rocksdb::kLZ4Compression;
  // The first level is read most and rewritten soonest: compressing it costs more than it saves.
  rocks.compression_per_level = {rocksdb::kNoCompression, rocksdb::kNoCompression,
                                 rocksdb::kLZ4Compression};
  rocks.bytes_per_sync = 512 << 10;  // spreads a flush's sync, against spikes of latency
  rocks.info_log = std::make_shared<NoLogFile>();
  rocks.stats_dump_period_sec = 0;
  rocks.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(options)));
  return rocks;
}

Fault fault_of(const rocksdb::Status& status) {
  if (status.IsNoSpace()) return {FaultKind::full, "snapshots_full", status.ToString()};
  if (status.IsCorruption()) {
    return {FaultKind::damaged, "snapshots_damaged",
            status.ToString() + "; delete the snapshot folder, the log rebuilds it"};
  }
  const auto text = status.ToString();
  // RocksDB has no code of its own for it, only the first words.
  if (text.starts_with("IO error: While lock file") ||
      text.starts_with("IO error: lock hold by current process")) {
    return {FaultKind::unavailable, "snapshots_in_use", text};
  }
  return {FaultKind::unavailable, "snapshots_unavailable", text};
}

}  // namespace fettle
