# Test programs: one a kind of test, all on doctest.
find_package(rapidcheck REQUIRED)

# The entry, compiled once: it holds doctest itself, so it cannot use the precompiled header.
add_library(fettle_test_main OBJECT ${CMAKE_SOURCE_DIR}/test/main.cpp)

# One precompiled header for all test programs: it is 70 MB with the sanitizers. It serves whoever
# has no fewer definitions than it, so it has none but those of threads.
add_library(fettle_test_headers OBJECT ${CMAKE_SOURCE_DIR}/test/headers.cpp)
target_link_libraries(fettle_test_headers PRIVATE Threads::Threads)
target_precompile_headers(fettle_test_headers PRIVATE ${STD_HEADERS} <doctest/doctest.h>)

# fettle_test(unit LINK ...): the program fettle_unit_tests of test/unit/*.cpp.
function(fettle_test name)
  cmake_parse_arguments(TEST "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(fettle_${name}_tests ${sources})
  target_include_directories(fettle_${name}_tests PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(fettle_${name}_tests
                             PRIVATE FETTLE_SOURCE_ROOT="${CMAKE_SOURCE_DIR}")
  target_link_libraries(fettle_${name}_tests PRIVATE ${TEST_LINK} fettle_test_main rapidcheck)
  target_precompile_headers(fettle_${name}_tests REUSE_FROM fettle_test_headers)
  add_test(NAME ${name} COMMAND fettle_${name}_tests)
endfunction()

fettle_test(tidy LINK Threads::Threads)
fettle_test(unit LINK fettle_core fettle_schemas fettle_commands fettle_projections)
fettle_test(domain LINK fettle_commands)
fettle_test(connectors LINK fettle_commands)
fettle_test(contract LINK fettle_segment_log fettle_rocksdb_snapshots fettle_file_keys
            fettle_system)
fettle_test(http LINK fettle_http fettle_system fettle_commands)
fettle_test(segment_log LINK fettle_segment_log)
fettle_test(readside LINK fettle_projections fettle_postgres)
fettle_test(shard LINK fettle_schemas fettle_segment_log fettle_rocksdb_snapshots fettle_file_keys
            fettle_system)
fettle_test(costs LINK fettle_http fettle_commands fettle_projections fettle_segment_log)
# The engine in one thread under a seed; `fettle-sim` runs it by hand, the tests many seeds.
file(GLOB_RECURSE simulation CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/simulation/*.cpp)
list(REMOVE_ITEM simulation ${CMAKE_SOURCE_DIR}/test/simulation/main.cpp)
add_library(fettle_simulation STATIC ${simulation})
target_link_libraries(fettle_simulation PUBLIC fettle_commands fettle_projections)
target_precompile_headers(fettle_simulation REUSE_FROM fettle_schemas)
add_executable(fettle-sim ${CMAKE_SOURCE_DIR}/test/simulation/main.cpp)
target_link_libraries(fettle-sim PRIVATE fettle_simulation)
fettle_test(seeds LINK fettle_simulation)
if(FETTLE_PLANTED)
  fettle_test(planted LINK fettle_simulation)
  # Optimised and without sanitizers, which callgrind cannot run.
  fettle_test(instructions LINK fettle_http fettle_commands fettle_projections)
endif()
# Against a real broker: ops/test starts one, see test/support/kafka.hpp.
fettle_test(kafka LINK fettle_kafka_log fettle_system fettle_tools fettle_commands)
fettle_test(published LINK fettle_commands fettle_projections)
fettle_test(cli LINK fettle_tools)
# The corpora of the fuzzers, whose function has one name in all of them; see ops/fuzz.
fettle_test(fuzz LINK $<TARGET_PROPERTY:fettle,LINK_LIBRARIES>)
# The command line is the binary's, without its main.
target_sources(fettle_fuzz_tests
               PRIVATE $<FILTER:$<TARGET_OBJECTS:fettle>,EXCLUDE,cli/main\\.cpp>)
foreach(target arguments commands http problems records segments settings tokens)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/test/fuzz/${target}.cpp PROPERTIES
                              COMPILE_DEFINITIONS LLVMFuzzerTestOneInput=fuzz_${target})
endforeach()
fettle_test(odoo LINK fettle_odoo)
if(TARGET fettle_odoo_tests)
  target_sources(fettle_odoo_tests
                 PRIVATE ${CMAKE_SOURCE_DIR}/test/journey/support/program.cpp)
endif()

fettle_test(web LINK fettle_web)
# Against stand-ins of their own processes: ops/fakes.
fettle_test(wechat LINK fettle_wechat_pay fettle_wechat fettle_web fettle_system)
target_sources(fettle_wechat_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/journey/support/program.cpp
                                           ${CMAKE_SOURCE_DIR}/test/web/raw_server.cpp)
fettle_test(storage LINK fettle_storage fettle_system fettle_web OpenSSL::SSL)
target_sources(fettle_storage_tests
               PRIVATE ${CMAKE_SOURCE_DIR}/test/journey/support/program.cpp
                       ${CMAKE_SOURCE_DIR}/test/http/client.cpp)

# The bench, as far as it can be wrong; see bench/bench.cmake.
fettle_test(bench LINK bench_generator)

# Against the running product.
if(TARGET fettle)
  target_compile_definitions(fettle_bench_tests
                             PRIVATE FETTLE_BUILD="$<TARGET_FILE_DIR:fettle>")
  add_dependencies(fettle_bench_tests fettle bench_load bench_echo bench_replay)
  fettle_test(nodes LINK fettle_kafka_log fettle_system fettle_tools fettle_commands
              fettle_projections fettle_postgres)
  target_sources(fettle_nodes_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/http/client.cpp)
  foreach(name caller database program served shop work_order)
    target_sources(fettle_nodes_tests
                   PRIVATE ${CMAKE_SOURCE_DIR}/test/journey/support/${name}.cpp)
  endforeach()
  target_compile_definitions(fettle_nodes_tests PRIVATE
                             FETTLE_PROGRAM="$<TARGET_FILE:fettle>"
                             FETTLE_BUILD="$<TARGET_FILE_DIR:fettle>")
  add_dependencies(fettle_nodes_tests fettle bench_load bench_kafka_raw bench_kafka_claims)
  fettle_test(journey LINK fettle_commands fettle_postgres fettle_http fettle_system
              fettle_rocksdb_snapshots fettle_file_keys fettle_web)
  target_sources(fettle_journey_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/http/client.cpp
                                              ${CMAKE_SOURCE_DIR}/test/http/pki.cpp)
  target_compile_definitions(fettle_journey_tests PRIVATE FETTLE_PROGRAM="$<TARGET_FILE:fettle>")
  add_dependencies(fettle_journey_tests fettle)
endif()

# The same program with one defect of core/planted.hpp, for the chaos test, which must catch it. The
# changed source is an object of the program, so the library's member is not taken.
function(fettle_with defect source)
  add_library(fettle_changed_${defect} OBJECT ${CMAKE_SOURCE_DIR}/${source})
  target_include_directories(fettle_changed_${defect} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(fettle_changed_${defect} PRIVATE FETTLE_ALWAYS_PLANTED=${defect})
  add_executable(fettle_with_${defect} $<TARGET_OBJECTS:fettle>
                                        $<TARGET_OBJECTS:fettle_changed_${defect}>)
  target_link_libraries(fettle_with_${defect}
                        PRIVATE $<TARGET_PROPERTY:fettle,LINK_LIBRARIES>)
endfunction()

if(TARGET fettle)
  fettle_with(place_not_compared core/claimed_appends.cpp)
  fettle_with(reader_rule_dropped core/claim_rule.cpp)
  fettle_test(chaos)
  target_sources(fettle_chaos_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/journey/support/program.cpp)
  target_compile_definitions(fettle_chaos_tests PRIVATE
                             FETTLE_PROGRAM="$<TARGET_FILE:fettle>"
                             FETTLE_PROGRAM_FOLDER="$<TARGET_FILE_DIR:fettle>")
  add_dependencies(fettle_chaos_tests fettle fettle_with_place_not_compared
                   fettle_with_reader_rule_dropped)
endif()

# Layers under a process, for tests and the crash lab. The sanitizers stay out of them: they stand
# between a sanitizer's runtime and the C library.
function(fettle_test_layer name)
  cmake_parse_arguments(LAYER "" "" "UNDER" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/crash/${name}.cpp
       ${CMAKE_SOURCE_DIR}/test/crash/${name}/*.cpp)
  add_library(fettle_${name} SHARED ${sources})
  target_include_directories(fettle_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_options(fettle_${name} PRIVATE -fno-sanitize=all)
  target_link_options(fettle_${name} PRIVATE -fno-sanitize=all)
  target_link_libraries(fettle_${name} PRIVATE ${CMAKE_DL_LIBS})
  string(TOUPPER ${name} variable)
  foreach(program ${LAYER_UNDER})
    if(TARGET ${program})
      target_compile_definitions(${program} PRIVATE
                                 FETTLE_${variable}="$<TARGET_FILE:fettle_${name}>")
      add_dependencies(${program} fettle_${name})
    endif()
  endforeach()
endfunction()

# The engine on real files whose power is cut; `fettle-crash-lab` runs it by hand, a test some cuts.
file(GLOB crash_lab CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/crash/lab/*.cpp)
list(REMOVE_ITEM crash_lab ${CMAKE_SOURCE_DIR}/test/crash/lab/main.cpp)
add_library(fettle_crash_lab STATIC ${crash_lab})
target_link_libraries(fettle_crash_lab PUBLIC fettle_tools fettle_system ${CMAKE_DL_LIBS})
target_precompile_headers(fettle_crash_lab REUSE_FROM fettle_schemas)
add_executable(fettle-crash-lab ${CMAKE_SOURCE_DIR}/test/crash/lab/main.cpp)
target_link_libraries(fettle-crash-lab PRIVATE fettle_crash_lab)
fettle_test(disasters LINK fettle_crash_lab fettle_http)
target_sources(fettle_disasters_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/http/client.cpp)
target_compile_definitions(fettle_disasters_tests
                           PRIVATE FETTLE_CRASH_LAB="$<TARGET_FILE:fettle-crash-lab>")
add_dependencies(fettle_disasters_tests fettle-crash-lab)

fettle_test_layer(lose_unsynced UNDER fettle_segment_log_tests)  # drops the unsynced at a kill
fettle_test_layer(power_cut UNDER fettle-crash-lab)  # cuts the power at the n-th call
# Lets no file grow while a flag is up.
fettle_test_layer(fill_disk UNDER fettle_contract_tests fettle_journey_tests)
fettle_test_layer(read_only UNDER fettle_disasters_tests)  # a disk that takes nothing any more
fettle_test_layer(no_handles UNDER fettle_disasters_tests)  # opens and accepts nothing when told
