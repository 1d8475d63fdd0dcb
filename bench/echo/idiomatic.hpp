// The yardstick: a Beast server in the manner of its examples.
#pragma once

#include <csignal>
#include <cstddef>

namespace fettle::bench {

inline constexpr std::size_t reply_bytes = 150;

// Prints its port, serves until one of the signals comes.
int serve_idiomatic(unsigned threads, sigset_t& ends);

}  // namespace fettle::bench
