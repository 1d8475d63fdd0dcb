// Tokens: issued by the product's own command, checked on every call.
#include <doctest/doctest.h>

#include <fstream>

#include "adapters/http/tokens.hpp"
#include "adapters/system/clock.hpp"
#include "core/crypto/crypto.hpp"
#include "test/http/client.hpp"
#include "test/journey/support/shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

// `fettle token` beside the running server; its last line is the token.
std::string issued(const std::string& account, const std::string& role) {
  auto output =
      shop()
          .served()
          .command({"token", "--tenant", default_tenant, "--account", account, "--role", role})
          .output;
  output.erase(output.find_last_not_of('\n') + 1);
  return output.substr(output.rfind('\n') + 1);
}

Answer with_token(const std::string& token, const std::string& path) {
  return ask(shop().served(), "GET", path, "", {{"Authorization", "Bearer " + token}});
}

void check_refused(const std::string& token, const std::string& code) {
  const auto answer = with_token(token, "/mp/vehicles");
  CHECK(answer.status == 401);
  CHECK(answer.code() == code);
  CHECK(!answer.header("www-authenticate").empty());
}

std::string code_with(const std::string& token) {
  const auto answer = with_token(token, "/mp/vehicles");
  return answer.status == 200 ? "fine" : answer.code();
}

bool soon(const std::string& token, const std::string& code) {
  return http::test::eventually([&] { return code_with(token) == code; });
}

std::string signed_with(const http::TokenKey& key) {
  const auto now = SystemClock().now();
  const auto token = http::issue_token(key, {.account = AccountId("rotated"),
                                             .tenant = TenantId(default_tenant),
                                             .role = "customer",
                                             .token_id = "rotated-1",
                                             .store = {},
                                             .face = {},
                                             .scope = {},
                                             .issued = now,
                                             .expires = now + std::chrono::hours(1)});
  REQUIRE(token);
  return *token;
}

int revoke_by(std::vector<std::string> words) {
  words.insert(words.begin(), {"token", "revoke"});
  return shop().served().command(words).exit;
}

}  // namespace

TEST_CASE("[AR-72:part] a customer's and a staff token are issued, and the role decides") {
  const auto customer = issued("token-customer", "customer");
  const auto manager = issued("token-manager", "manager");
  CHECK(with_token(customer, "/mp/vehicles").status == 200);
  CHECK(with_token(customer, "/admin/audit").status == 403);
  CHECK(with_token(manager, "/admin/audit").status == 200);
  CHECK(with_token(manager, "/mp/vehicles").status == 403);
}

TEST_CASE("[AR-72:part] no token, a changed one and a foreign one are refused") {
  const auto token = issued("token-customer", "customer");
  const auto none = ask(shop().served(), "GET", "/mp/vehicles", "", {});
  CHECK(none.status == 401);
  CHECK(none.code() == "token_missing");
  auto changed = token;
  changed.back() = changed.back() == 'A' ? 'B' : 'A';
  CHECK(with_token(changed, "/mp/vehicles").status == 401);
  check_refused("not.a.token", "token_malformed");
  auto late = Bearer{"token-customer", "customer"};
  late.lifetime = -std::chrono::hours(1);
  check_refused(shop().served().token(late), "token_expired");
}

TEST_CASE("a key that is put into the folder of a running server is good, until it is taken out") {
  const http::TokenKey key{"second", http::TokenAlgorithm::hs256, std::string(32, 's'), {}};
  const auto file = shop().served().data_dir() / "tokens" / "second.hs256";
  const auto old = issued("token-customer", "customer"), token = signed_with(key);
  CHECK(code_with(token) == "token_key_unknown");
  std::ofstream(file) << crypto::to_hex(key.verifier) << "\n";
  CHECK(soon(token, "fine"));
  CHECK(code_with(old) == "fine");
  std::filesystem::remove(file);
  CHECK(soon(token, "token_key_unknown"));
  CHECK(code_with(old) == "fine");
}

TEST_CASE("a token that is revoked is void at once for a running server, others are not") {
  const auto one = issued("revoked-1", "customer"), other = issued("revoked-1", "customer");
  const auto third = issued("revoked-2", "customer");
  for (const auto& token : {one, other, third}) REQUIRE(code_with(token) == "fine");
  CHECK(revoke_by({"--token", one}) == 0);
  CHECK(soon(one, "token_revoked"));
  CHECK(code_with(other) == "fine");
  CHECK(revoke_by({"--account", "revoked-1"}) == 0);
  CHECK(soon(other, "token_revoked"));
  CHECK(code_with(third) == "fine");
  shop().served().restart();
  CHECK(code_with(one) == "token_revoked");
  CHECK(code_with(third) == "fine");
}

TEST_CASE("what cannot be revoked is refused as a wrong use") {
  CHECK(revoke_by({}) != 0);
  CHECK(revoke_by({"--token", "no token"}) == 2);
  CHECK(revoke_by({"--id", "two words"}) == 2);
  CHECK(revoke_by({"--account", "a/b"}) == 2);
  CHECK(revoke_by({"--id", "a", "--account", "b"}) != 0);
}

TEST_CASE("a line that is added by hand is as good") {
  const auto token = issued("by-hand", "customer");
  CHECK(code_with(token) == "fine");
  std::ofstream(shop().served().data_dir() / "revocations", std::ios::app)
      << "account " << default_tenant << " by-hand 2100-01-01T00:00:00Z  # left us\n";
  CHECK(soon(token, "token_revoked"));
}
