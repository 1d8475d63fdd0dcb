#include <fmt/format.h>

#include "adapters/cli/subcommands/menu.hpp"

namespace fettle::cli {

void add_settings(Menu& menu) {
  menu.add("settings", "Show every setting, its value, and where that came from.",
           "  fettle settings\n"
           "  FETTLE_HTTP_PORT=9090 fettle --config fettle.toml settings\n\n"
           "Order of precedence: flag, environment (FETTLE_…), file, default.",
           [](Surroundings& around) {
             fmt::print("{}", to_text(around.settings));
             return static_cast<int>(exit_fine);
           });
}

}  // namespace fettle::cli
