#include "adapters/cli/tools/publishing.hpp"

#include <fmt/format.h>

#include "adapters/cli/subcommands/menu.hpp"
#include "projections/queries.hpp"

namespace fettle::cli {

void add_contracts(Menu& menu) {
  auto folder = std::make_shared<std::string>("schemas/published");
  auto app = menu.add(
      "contracts", "Write the contracts anew that are generated from the declarations.",
      "  fettle contracts --out schemas/published\n\nRefuses what would break an old "
      "reader: give the event a new version instead.",
      [folder](Surroundings& around) {
        const auto published = publish(around.domain, projections::auto_repair_queries(), *folder);
        if (!published) return report(published.error());
        for (const auto& breach : published->breaches) {
          fmt::print(stderr, "fettle: contract_broken: {}\n", breach);
        }
        fmt::print("{} contracts, {} written\n", published->contracts, published->written);
        return static_cast<int>(published->breaches.empty() ? exit_fine : exit_found_wrong);
      });
  app.text("--out", *folder, "Where they lie");
}

}  // namespace fettle::cli
