# One library an adapter; adapters/cli is the composition root and the binary.
fettle_layer(rocksdb_snapshots adapters/rocksdb_snapshots LINK fettle_core RocksDB::rocksdb-shared)
fettle_layer(file_keys adapters/file_keys LINK fettle_core)
fettle_layer(system adapters/system LINK fettle_core)
