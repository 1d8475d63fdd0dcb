// What the command line of bench_load asks for.
#pragma once

#include <string>

#include "bench/generator/loads.hpp"
#include "bench/generator/run.hpp"

namespace fettle::bench {

struct Options {
  Plan plan;
  LoadSettings load;
  std::string load_name = "stores";
  std::string acknowledged;  // a file; empty: none
};

// Of the arguments and of BENCH_TOKENS and BENCH_STORES. Ends the process for --help.
Result<Options> read_options(int count, char** arguments);

}  // namespace fettle::bench
