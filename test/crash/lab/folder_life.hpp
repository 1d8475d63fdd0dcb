// One folder from its making through cut after cut to its last, peaceful end and some damages.
#pragma once

#include <filesystem>

#include "test/crash/lab/ledger.hpp"
#include "test/crash/lab/tally.hpp"

namespace fettle::lab {

struct Life {
  std::filesystem::path folder;  // made and taken away
  std::uint64_t seed = 1;
  int generations = 12;
  int damages = 6;
  bool lies = false;   // the disk says that it synced, and did not
  bool keeps = false;  // the folder stays when something is wrong
};

// Needs the layer (LD_PRELOAD) and a process of one thread: it forks.
Tally live(const Life& life);

}  // namespace fettle::lab
