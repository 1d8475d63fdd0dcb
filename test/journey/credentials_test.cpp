// Tokens: issued by the product's own command, checked on every call.
#include <doctest/doctest.h>

#include "test/journey/support/shop.hpp"

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
