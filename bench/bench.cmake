# Benchmarks, built with everything else so that they cannot rot.

add_executable(bench_echo bench/echo/echo.cpp bench/echo/idiomatic.cpp)
target_link_libraries(bench_echo PRIVATE fettle_http fettle_segment_log fettle_system)

file(GLOB GENERATOR CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/generator/*.cpp)
list(REMOVE_ITEM GENERATOR ${CMAKE_SOURCE_DIR}/bench/generator/main.cpp)
add_library(bench_generator STATIC ${GENERATOR})
target_link_libraries(bench_generator PUBLIC fettle_core)
add_executable(bench_load bench/generator/main.cpp)
target_link_libraries(bench_load PRIVATE bench_generator)

add_executable(bench_shard bench/shard.cpp)
target_include_directories(bench_shard PRIVATE ${CMAKE_SOURCE_DIR})
target_link_libraries(bench_shard PRIVATE fettle_schemas fettle_segment_log fettle_file_keys
                      fettle_rocksdb_snapshots fettle_system)

file(GLOB PROJECTOR CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/projector/*.cpp)
add_executable(bench_projector ${PROJECTOR} bench/kafka/passing_topic.cpp)
target_link_libraries(bench_projector PRIVATE fettle_projections fettle_postgres fettle_segment_log
                      fettle_kafka_log)
target_compile_definitions(bench_projector PRIVATE FETTLE_SOURCE_ROOT="${CMAKE_SOURCE_DIR}")

# On a real broker (ops/kafka).
file(GLOB KAFKA_CLAIMS CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/kafka/claims/*.cpp)
add_executable(bench_kafka_raw bench/kafka/raw.cpp bench/kafka/passing_topic.cpp)
target_link_libraries(bench_kafka_raw PRIVATE fettle_kafka_log)
add_executable(bench_kafka_claims ${KAFKA_CLAIMS} bench/kafka/passing_topic.cpp)
target_link_libraries(bench_kafka_claims PRIVATE fettle_kafka_log fettle_system)

# Of the tools it folds by one, and needs nothing that the others need. Their allocator, too: a
# replay asks for memory.
file(GLOB REPLAY CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/replay/*.cpp)
add_executable(bench_replay ${REPLAY} adapters/cli/tools/folding.cpp
               adapters/cli/tools/terminal.cpp)
target_link_libraries(bench_replay PRIVATE fettle_commands fettle_segment_log fettle_file_keys
                      fettle_rocksdb_snapshots fettle_system)
if(NOT FETTLE_SANITIZE)
  target_link_libraries(bench_replay PRIVATE jemalloc)
endif()
