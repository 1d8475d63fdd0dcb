#include "adapters/cli/serve.hpp"
#include "adapters/cli/subcommands/menu.hpp"

namespace fettle::cli {

void add_serve(Menu& menu) {
  menu.add("serve", "Take commands and answer queries, until SIGINT or SIGTERM.",
           "  fettle serve\n"
           "  fettle --data-dir var/fettle --http-port 9090 serve",
           [](Surroundings& around) { return serve(around.settings.engine); });
}

}  // namespace fettle::cli
