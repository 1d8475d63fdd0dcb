#include "adapters/cli/tools/shop.hpp"

#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/terminal.hpp"
#include "adapters/cli/tools/token_keys.hpp"

namespace fettle::cli {
namespace {

struct ShopOptions {
  std::string tenant, kind = "auto", url, authority;
};

std::string base_url(const EngineSettings& settings) {
  return fmt::format("http{}://{}:{}", settings.http.tls ? "s" : "", settings.http.address,
                     settings.http.port);
}

Result<ShopOutcome> run(const Surroundings& around, ShopOptions options,
                        const std::vector<ShopStep>& steps) {
  const auto& settings = around.settings.engine;
  const Folders folders(settings);
  const auto key = TRY(signing_key(folders.tokens(), around.dice));
  if (options.tenant.empty()) options.tenant = settings.default_tenant;
  const auto mint = [&](const ShopStep& step) {
    TokenWish wish;
    wish.tenant = options.tenant;
    wish.account = step.account;
    wish.role = step.role;
    wish.lifetime = std::chrono::hours(1);
    return make_token(key, wish, around.clock.now(), around.dice);
  };
  const auto prefix = options.tenant == settings.default_tenant ? "" : "/" + options.tenant;
  WebClient client(options.url.empty() ? base_url(settings) : options.url, options.authority);
  TerminalProgress progress("commands");
  return play(client, prefix, steps, mint, progress, not_ready_max);
}

int show(const Result<ShopOutcome>& outcome) {
  if (!outcome) return report(outcome.error());
  fmt::print("{} commands accepted, {} things were there already\n", outcome->accepted,
             outcome->there_already);
  return exit_fine;
}

void add_server_options(Options& app, ShopOptions& options) {
  app.text("--url", options.url, "Of the server; else where the settings say it listens");
  app.text("--authority", options.authority, "Certificates to trust, PEM");
}

}  // namespace

void add_tenant(Menu& menu) {
  auto options = std::make_shared<ShopOptions>();
  auto tenants = menu.group("tenant", "Businesses that this server works for.",
                            "  fettle tenant create demo --kind auto");
  auto app = menu.add_under(
      tenants, "create", "Make a business, at the running server.",
      "  fettle tenant create demo --kind auto", [options](Surroundings& around) {
        return show(run(around, *options, {tenant_step(options->tenant, options->kind)}));
      });
  app.needed("name", options->tenant, "Its name in paths and credentials");
  app.one_of("--kind", options->kind, {"auto", "phone", "appliance", "electric", "vending"},
             "Its trade");
  add_server_options(app, *options);
}

void add_seed(Menu& menu) {
  auto options = std::make_shared<ShopOptions>();
  auto app = menu.add(
      "seed", "Fill a tenant with a demo shop, at the running server.",
      "  fettle tenant create demo && fettle seed",
      [options](Surroundings& around) { return show(run(around, *options, demo_shop())); });
  app.text("--tenant", options->tenant, "Else the default tenant");
  add_server_options(app, *options);
}

}  // namespace fettle::cli
