// How we set RocksDB up, and what its errors mean to us.
#pragma once

#include <rocksdb/options.h>
#include <rocksdb/status.h>

#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"

namespace fettle {

rocksdb::Options rocksdb_options(const RocksOptions& options);
Fault fault_of(const rocksdb::Status& status);

}  // namespace fettle
