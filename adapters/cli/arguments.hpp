// The command line taken apart: which subcommand was chosen, and the settings among the flags.
#pragma once

#include <iosfwd>
#include <string>

#include "adapters/cli/subcommands/menu.hpp"

namespace fettle::cli {

struct Arguments {
  SettingTexts flags;
  std::string settings_file;  // of --config; empty: not given
  Work work;                  // with its own options inside
};

// The exit code instead when there is nothing to do: help was asked for and stands in `out`, or
// the line is refused, and `wrong` says why.
Expected<Arguments, ExitCode> read_arguments(int count, const char* const* arguments,
                                             std::ostream& out, std::ostream& wrong);

}  // namespace fettle::cli
