// File descriptors are shared by connections and stores. Debian allows a process 1024 unless it
// asks for more: idle connections could then keep the log from opening its next segment.
#pragma once

#include <cstddef>

#include "core/result.hpp"

namespace fettle::cli {

// What is kept for everything but connections: RocksDB's 256 files, segments and their readers,
// keys, sessions of PostgreSQL, threads, with as much again to spare.
inline constexpr std::size_t open_files_reserve = 512;

// Asks for as many as the system grants, and returns that number.
Result<std::size_t> raise_open_files();

// How many of `wanted` connections leave the reserve untouched; half of a limit that is smaller
// than twice the reserve.
std::size_t connections_within(std::size_t open_files, std::size_t wanted);

}  // namespace fettle::cli
