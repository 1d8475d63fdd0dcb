# One library an adapter; adapters/cli is the composition root and the binary.
fettle_layer(rocksdb_snapshots adapters/rocksdb_snapshots LINK fettle_core RocksDB::rocksdb-shared)
fettle_layer(file_keys adapters/file_keys LINK fettle_core)
fettle_layer(system adapters/system LINK fettle_core)
fettle_layer(postgres adapters/postgres LINK fettle_core PkgConfig::PQ PkgConfig::PQXX
             PCH ${STD_HEADERS})
find_package(nlohmann_json REQUIRED)
fettle_layer(http adapters/http LINK fettle_schemas Boost::boost OpenSSL::SSL PkgConfig::PROMETHEUS
             spdlog::spdlog nlohmann_json::nlohmann_json PCH ${STD_HEADERS})
fettle_layer(segment_log adapters/segment_log LINK fettle_core fmt::fmt)
if(FETTLE_WITHOUT_FDATASYNC)
  target_compile_definitions(fettle_segment_log PRIVATE FETTLE_WITHOUT_FDATASYNC)
endif()
fettle_layer(cli adapters/cli LINK fettle_commands fettle_projections fettle_segment_log
             fettle_rocksdb_snapshots fettle_file_keys fettle_system fettle_http fettle_postgres
             spdlog::spdlog
             PCH ${STD_HEADERS})
