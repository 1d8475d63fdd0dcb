#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <chrono>
#include <thread>

#include "adapters/rocksdb_snapshots/options.hpp"

namespace fettle {
namespace {

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

// RocksDB reports by Status, but its allocations and the file system may throw. A visitor's
// InvariantBroken is not ours to catch.
template <class Call>
auto caught(Call&& call) -> decltype(call()) {
  try {
    return call();
  } catch (const InvariantBroken&) {
    throw;
  } catch (const std::exception& error) {
    return Fault{FaultKind::unavailable, "snapshots_unavailable", error.what()};
  }
}

Result<void> checked(const rocksdb::Status& status) {
  if (!status.ok()) return fault_of(status);
  return {};
}

constexpr std::chrono::seconds flush_max{30};
constexpr std::chrono::milliseconds look_again{2};

bool holds_in_memory(rocksdb::DB& db) {
  std::uint64_t tables = 0, entries = 0;
  db.GetIntProperty(rocksdb::DB::Properties::kNumImmutableMemTable, &tables);
  db.GetIntProperty(rocksdb::DB::Properties::kNumEntriesActiveMemTable, &entries);
  return tables > 0 || entries > 0;
}

// Once RocksDB 7.8 has recovered from a full disk, its Flush begins one but no longer waits for it.
rocksdb::Status flush_all(rocksdb::DB& db) {
  const auto end = std::chrono::steady_clock::now() + flush_max;
  while (true) {
    auto status = db.Flush(rocksdb::FlushOptions());
    if (!status.ok() || !holds_in_memory(db)) return status;
    if (std::chrono::steady_clock::now() > end) return rocksdb::Status::TimedOut("flush");
    std::this_thread::sleep_for(look_again);
  }
}

class TakesOutObsolete : public rocksdb::CompactionFilter {
 public:
  explicit TakesOutObsolete(decltype(RocksOptions::obsolete) obsolete)
      : obsolete_(std::move(obsolete)) {}

  bool Filter(int, const rocksdb::Slice& key, const rocksdb::Slice& value, std::string*,
              bool*) const override {
    return obsolete_(key.ToStringView(), value.ToStringView());
  }
  const char* Name() const override { return "fettle.obsolete"; }

 private:
  decltype(RocksOptions::obsolete) obsolete_;
};

}  // namespace

struct RocksSnapshots::Store {
  std::unique_ptr<TakesOutObsolete> filter;  // outlives the database, which points to it
  std::unique_ptr<rocksdb::DB> db;

  // A background error (a full disk) stops all writes until somebody asks to resume.
  template <class Write>
  rocksdb::Status resuming(Write&& write) {
    const auto status = write();
    if (status.ok() || !db->Resume().ok()) return status;
    return write();
  }
};

RocksSnapshots::RocksSnapshots(std::unique_ptr<Store> store) : store_(std::move(store)) {}

// A failure costs the next start some time.
RocksSnapshots::~RocksSnapshots() { static_cast<void>(flush_all(*store_->db)); }

Result<std::unique_ptr<RocksSnapshots>> RocksSnapshots::open(const std::filesystem::path& folder,
                                                             const RocksOptions& options) {
  return caught([&]() -> Result<std::unique_ptr<RocksSnapshots>> {
    std::filesystem::create_directories(folder);
    auto opening = rocksdb_options(options);
    auto store = std::make_unique<Store>();
    if (options.obsolete) {
      store->filter = std::make_unique<TakesOutObsolete>(options.obsolete);
      opening.compaction_filter = store->filter.get();
    }
    rocksdb::DB* opened = nullptr;
    TRY(checked(rocksdb::DB::Open(opening, folder.string(), &opened)));
    store->db.reset(opened);
    return std::unique_ptr<RocksSnapshots>(new RocksSnapshots(std::move(store)));
  });
}

Result<std::unique_ptr<RocksSnapshots>> RocksSnapshots::open_read_only(
    const std::filesystem::path& folder, const RocksOptions& options) {
  return caught([&]() -> Result<std::unique_ptr<RocksSnapshots>> {
    auto opening = rocksdb_options(options);
    opening.max_open_files = -1;  // all now: the writing process may delete them at any moment
    opening.create_if_missing = false;
    rocksdb::DB* opened = nullptr;
    TRY(checked(rocksdb::DB::OpenForReadOnly(opening, folder.string(), &opened)));
    auto store = std::make_unique<Store>();
    store->db.reset(opened);
    return std::unique_ptr<RocksSnapshots>(new RocksSnapshots(std::move(store)));
  });
}

Result<std::optional<std::string>> RocksSnapshots::get(std::string_view key) {
  return caught([&]() -> Result<std::optional<std::string>> {
    std::string value;
    const auto status = store_->db->Get(rocksdb::ReadOptions(), slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    TRY(checked(status));
    return std::optional(std::move(value));
  });
}

Result<void> RocksSnapshots::scan(std::string_view from, std::string_view to, const Visit& visit) {
  return caught([&]() -> Result<void> {
    if (from >= to) return {};
    const auto end = slice(to);
    rocksdb::ReadOptions reading;
    reading.iterate_upper_bound = &end;
    const std::unique_ptr<rocksdb::Iterator> at(store_->db->NewIterator(reading));
    for (at->Seek(slice(from)); at->Valid(); at->Next()) {
      if (!visit(at->key().ToStringView(), at->value().ToStringView())) return {};
    }
    return checked(at->status());
  });
}

Result<void> RocksSnapshots::write(const std::vector<SnapshotWrite>& batch) {
  return caught([&]() -> Result<void> {
    rocksdb::WriteBatch writes;
    for (const auto& [key, value] : batch) {
      TRY(checked(value ? writes.Put(slice(key), slice(*value)) : writes.Delete(slice(key))));
    }
    rocksdb::WriteOptions writing;
    writing.disableWAL = true;  // with one column family a crash leaves a prefix all the same
    return checked(store_->resuming([&] { return store_->db->Write(writing, &writes); }));
  });
}

Result<void> RocksSnapshots::flush() {
  return caught([&]() -> Result<void> {
    return checked(store_->resuming([&] { return flush_all(*store_->db); }));
  });
}

}  // namespace fettle
