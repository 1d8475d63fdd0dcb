# Benchmarks, built with everything else so that they cannot rot.

add_executable(bench_echo bench/echo/echo.cpp bench/echo/idiomatic.cpp)
target_link_libraries(bench_echo PRIVATE fettle_http fettle_system)
