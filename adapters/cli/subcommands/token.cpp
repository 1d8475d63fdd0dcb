#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/token_keys.hpp"

namespace fettle::cli {
namespace {

struct TokenOptions {
  TokenWish wish;
  std::int64_t hours = 24;
};

Result<std::string> run(const Surroundings& around, TokenOptions options) {
  const Folders folders(around.settings.engine.data_dir);
  const auto key = TRY(signing_key(folders.tokens(), around.dice));
  if (options.wish.tenant.empty()) options.wish.tenant = around.settings.engine.default_tenant;
  options.wish.lifetime = std::chrono::hours(options.hours);
  return make_token(key, options.wish, around.clock.now(), around.dice);
}

}  // namespace

void add_token(Menu& menu) {
  auto options = std::make_shared<TokenOptions>();
  auto& app = menu.add("token", "Issue a credential; the first makes the key it is signed with.",
                       "  fettle token --role manager --account m-1 --store s-1\n"
                       "  fettle token --role customer --account c-1 --tenant north --hours 1",
                       [options](Surroundings& around) {
                         const auto token = run(around, *options);
                         if (!token) return report(token.error());
                         fmt::print("{}\n", *token);
                         return static_cast<int>(exit_fine);
                       });
  constexpr std::int64_t ten_years = 87'600;
  app.add_option("--role", options->wish.role,
                 "customer, technician, front_desk, manager, finance, warehouse, operator")
      ->required()
      ->check(CLI::IsMember(
          {"customer", "technician", "front_desk", "manager", "finance", "warehouse", "operator"}));
  app.add_option("--account", options->wish.account, "Who it is for")->required();
  app.add_option("--tenant", options->wish.tenant, "Else the default tenant");
  app.add_option("--store", options->wish.store, "The one store it is good for");
  app.add_option("--face", options->wish.face, "The one face it is good for");
  app.add_option("--hours", options->hours, "How long it is good")
      ->check(CLI::Range(std::int64_t{1}, ten_years))
      ->capture_default_str();
}

}  // namespace fettle::cli
