# One library an adapter; adapters/cli is the composition root and the binary.
fettle_layer(rocksdb_snapshots adapters/rocksdb_snapshots LINK fettle_core RocksDB::rocksdb-shared)
fettle_layer(file_keys adapters/file_keys LINK fettle_core)
fettle_layer(system adapters/system LINK fettle_core)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
fettle_layer(storage adapters/storage LINK fettle_core fmt::fmt PkgConfig::PUGIXML)
fettle_layer(postgres adapters/postgres LINK fettle_core PkgConfig::PQ PkgConfig::PQXX
             PCH ${STD_HEADERS})
find_package(nlohmann_json REQUIRED)
find_package(CURL REQUIRED)
fettle_layer(http adapters/http LINK fettle_schemas Boost::boost OpenSSL::SSL PkgConfig::PROMETHEUS
             spdlog::spdlog nlohmann_json::nlohmann_json CURL::libcurl PCH ${STD_HEADERS})
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # At -O1 g++ 12 believes that a string of 32 bytes and more may lie in its own 16.
  set_source_files_properties(adapters/http/nodes/node_secret.cpp PROPERTIES
                              COMPILE_OPTIONS "-Wno-array-bounds;-Wno-stringop-overflow")
endif()
fettle_layer(segment_log adapters/segment_log LINK fettle_core fmt::fmt)
if(FETTLE_WITHOUT_FDATASYNC)
  target_compile_definitions(fettle_segment_log PRIVATE FETTLE_WITHOUT_FDATASYNC)
endif()
fettle_layer(kafka_log adapters/kafka_log LINK fettle_core PkgConfig::RDKAFKA fmt::fmt
             PCH ${STD_HEADERS})
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Of librdkafka's macros: clang warns of what -Wpedantic of g++ takes from a system header.
  target_compile_options(fettle_kafka_log
                         PRIVATE -Wno-gnu-statement-expression-from-macro-expansion)
endif()
fettle_layer(tools adapters/cli/tools LINK fettle_schemas fettle_segment_log fettle_file_keys
             fettle_kafka_log fettle_rocksdb_snapshots fettle_http CURL::libcurl fmt::fmt
             PCH ${STD_HEADERS})

# Calls to others, and who is called.
fettle_layer(web adapters/web LINK fettle_core CURL::libcurl PCH ${STD_HEADERS})
fettle_layer(wechat_pay adapters/wechat_pay LINK fettle_schemas REUSE_PCH schemas)
fettle_layer(wechat adapters/wechat LINK fettle_schemas REUSE_PCH schemas)
fettle_layer(odoo adapters/odoo LINK fettle_schemas fmt::fmt PCH ${STD_HEADERS})

# The binary: subcommands and the composition root.
file(GLOB FETTLE_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/adapters/cli/*.cpp
     ${CMAKE_SOURCE_DIR}/adapters/cli/outside/*.cpp
     ${CMAKE_SOURCE_DIR}/adapters/cli/subcommands/*.cpp)
add_executable(fettle ${FETTLE_SOURCES})
target_include_directories(fettle PRIVATE ${CMAKE_SOURCE_DIR})
target_link_libraries(fettle PRIVATE fettle_tools fettle_commands fettle_projections
                      fettle_segment_log fettle_kafka_log fettle_rocksdb_snapshots
                      fettle_file_keys fettle_system fettle_http fettle_postgres fettle_storage
                      fettle_web fettle_wechat_pay fettle_wechat fettle_odoo spdlog::spdlog)
# Requests are made on one thread and ended on another: a tenth more commands a second than with
# glibc's allocator. A sanitizer brings its own.
if(NOT FETTLE_SANITIZE)
  target_link_libraries(fettle PRIVATE jemalloc)
endif()
target_precompile_headers(fettle PRIVATE ${STD_HEADERS})
