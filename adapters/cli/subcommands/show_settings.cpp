#include <fmt/format.h>

#include "adapters/cli/subcommands/menu.hpp"

namespace fettle::cli {

void add_settings(Menu& menu) {
  auto page = std::make_shared<bool>(false);
  auto app = menu.add("settings", "Show every setting, its value, and where that came from.",
                      "  fettle settings\n"
                      "  FETTLE_HTTP_PORT=9090 fettle --config fettle.toml settings\n"
                      "  fettle settings --page > ops/SETTINGS.md\n\n"
                      "Order of precedence: flag, environment (FETTLE_…), file, default.",
                      [page](Surroundings& around) {
                        fmt::print("{}", *page ? settings_page() : to_text(around.settings));
                        return static_cast<int>(exit_fine);
                      });
  app.flag("--page", *page, "As a page of documentation, with the defaults");
}

}  // namespace fettle::cli
