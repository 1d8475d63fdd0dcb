# The fuzzers as programs of libFuzzer, for ops/fuzz. In other builds test/tests.cmake replays their
# corpora.

# fettle_fuzz(http LINK ...): the program fuzz_http of test/fuzz/http.cpp.
function(fettle_fuzz name)
  cmake_parse_arguments(FUZZ "" "" "LINK" ${ARGN})
  add_executable(fuzz_${name} ${CMAKE_SOURCE_DIR}/test/fuzz/${name}.cpp)
  target_include_directories(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(fuzz_${name} PRIVATE ${FUZZ_LINK})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()

fettle_fuzz(arguments LINK $<TARGET_PROPERTY:fettle,LINK_LIBRARIES>)
# The command line is the binary's, without its main.
target_sources(fuzz_arguments PRIVATE $<FILTER:$<TARGET_OBJECTS:fettle>,EXCLUDE,cli/main\\.cpp>)
fettle_fuzz(commands LINK fettle_commands)
fettle_fuzz(http LINK fettle_http fettle_commands fettle_projections)
fettle_fuzz(problems LINK fettle_http)
fettle_fuzz(records LINK fettle_commands fettle_projections)
fettle_fuzz(segments LINK fettle_segment_log)
fettle_fuzz(settings LINK fettle_tools)
fettle_fuzz(tokens LINK fettle_http)
