# Test programs: one a kind of test, all on doctest.
find_package(rapidcheck REQUIRED)

# The entry, compiled once: it holds doctest itself, so it cannot use the precompiled header.
add_library(fettle_test_main OBJECT ${CMAKE_SOURCE_DIR}/test/main.cpp)

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
  target_precompile_headers(fettle_${name}_tests PRIVATE ${STD_HEADERS} <doctest/doctest.h>)
  add_test(NAME ${name} COMMAND fettle_${name}_tests)
endfunction()

fettle_test(unit LINK fettle_core fettle_schemas fettle_commands fettle_projections)
fettle_test(domain LINK fettle_commands)
fettle_test(contract LINK fettle_segment_log fettle_rocksdb_snapshots fettle_file_keys
            fettle_system)
fettle_test(http LINK fettle_http fettle_system)
fettle_test(segment_log LINK fettle_segment_log)
fettle_test(readside LINK fettle_projections fettle_postgres)
fettle_test(shard LINK fettle_schemas fettle_segment_log fettle_rocksdb_snapshots fettle_file_keys
            fettle_system)
fettle_test(tidy)
fettle_test(published LINK fettle_commands fettle_projections)
fettle_test(cli LINK fettle_tools)

# Against the running product.
if(TARGET fettle)
  fettle_test(journey LINK fettle_commands fettle_postgres fettle_http fettle_system)
  target_sources(fettle_journey_tests PRIVATE ${CMAKE_SOURCE_DIR}/test/http/client.cpp
                                              ${CMAKE_SOURCE_DIR}/test/http/pki.cpp)
  target_compile_definitions(fettle_journey_tests PRIVATE FETTLE_PROGRAM="$<TARGET_FILE:fettle>")
  add_dependencies(fettle_journey_tests fettle)
endif()

# Under the crash lab: drops what was not synced when a process is killed.
add_library(fettle_lose_unsynced SHARED ${CMAKE_SOURCE_DIR}/test/crash/lose_unsynced.cpp)
target_link_libraries(fettle_lose_unsynced PRIVATE ${CMAKE_DL_LIBS})
target_compile_definitions(fettle_segment_log_tests
                           PRIVATE FETTLE_LOSE_UNSYNCED="$<TARGET_FILE:fettle_lose_unsynced>")
add_dependencies(fettle_segment_log_tests fettle_lose_unsynced)
