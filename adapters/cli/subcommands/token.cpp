#include <fmt/format.h>

#include "adapters/cli/stores.hpp"
#include "adapters/cli/subcommands/menu.hpp"
#include "adapters/cli/tools/token_keys.hpp"
#include "adapters/http/revocations.hpp"

namespace fettle::cli {
namespace {

struct TokenOptions {
  TokenWish wish;
  std::int64_t hours = 24;
};

struct Revoked {
  std::string id, token, account, tenant;
};

Result<std::string> run(const Surroundings& around, TokenOptions options) {
  const Folders folders(around.settings.engine);
  const auto key = TRY(signing_key(folders.tokens(), around.dice));
  if (options.wish.tenant.empty()) options.wish.tenant = around.settings.engine.default_tenant;
  options.wish.lifetime = std::chrono::hours(options.hours);
  return make_token(key, options.wish, around.clock.now(), around.dice);
}

Fault malformed(std::string detail) {
  return {FaultKind::invalid, "token_wish_malformed", std::move(detail)};
}

Result<std::string> token_id(const std::string& id) {
  if (AccountId::well_formed(id)) return id;
  return malformed("a token's id is 1 to 64 of A-Z a-z 0-9 . _ : @ -");
}

Result<void> revoke(const Surroundings& around, const Revoked& revoked) {
  const auto& engine = around.settings.engine;
  auto file = TRY(http::RevocationFile::open(Folders(engine).revocations().string(), around.clock));
  if (revoked.account.empty()) {
    return file->revoke_token(revoked.token.empty() ? TRY(token_id(revoked.id))
                                                    : TRY(id_of_token(revoked.token)));
  }
  const auto& tenant = revoked.tenant.empty() ? engine.default_tenant : revoked.tenant;
  if (!TenantId::well_formed(tenant) || !AccountId::well_formed(revoked.account)) {
    return malformed("a tenant and an account are 1 to 64 of A-Z a-z 0-9 . _ : @ -");
  }
  return file->revoke_account(TenantId(tenant), AccountId(revoked.account), around.clock.now());
}

void add_revoke(Menu& menu, const Options& token) {
  auto revoked = std::make_shared<Revoked>();
  auto app = menu.add_under(token, "revoke",
                            "Make tokens void before they expire; a running server notices.",
                            "  fettle token revoke --token eyJhbGciOi…\n"
                            "  fettle token revoke --account m-1 --tenant north",
                            [revoked](Surroundings& around) {
                              const auto done = revoke(around, *revoked);
                              return done ? static_cast<int>(exit_fine) : report(done.error());
                            });
  auto which = app.just_one("Which", "One of these");
  which.text("--id", revoked->id, "The token whose jti this is");
  which.text("--token", revoked->token, "This token");
  which.text("--account", revoked->account, "All tokens of the account issued up to now");
  app.text("--tenant", revoked->tenant, "Of the account; else the default tenant");
}

}  // namespace

void add_token(Menu& menu) {
  auto options = std::make_shared<TokenOptions>();
  auto app = menu.add("token", "Issue a credential; the first makes the key it is signed with.",
                      "  fettle token --role manager --account m-1 --store s-1\n"
                      "  fettle token --role customer --account c-1 --tenant north --hours 1",
                      [options](Surroundings& around) {
                        const auto token = run(around, *options);
                        if (!token) return report(token.error());
                        fmt::print("{}\n", *token);
                        return static_cast<int>(exit_fine);
                      });
  constexpr std::int64_t ten_years = 87'600;
  app.one_of(
      "--role", options->wish.role,
      {"customer", "technician", "front_desk", "manager", "finance", "warehouse", "operator"},
      "What he may do");
  app.text("--account", options->wish.account, "Who it is for; needed, as the role is");
  app.text("--tenant", options->wish.tenant, "Else the default tenant");
  app.text("--store", options->wish.store, "The one store it is good for");
  app.text("--face", options->wish.face, "The one face it is good for");
  app.number("--hours", options->hours, 1, ten_years, "How long it is good");
  add_revoke(menu, app);
}

}  // namespace fettle::cli
