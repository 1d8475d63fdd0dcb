// Rates: a product of its own for each test, with a low limit.
#include <doctest/doctest.h>

#include "test/journey/support/shop.hpp"

using namespace fettle::journey;

namespace {

// Five at once, and one a second after that.
Settings limited(const std::string& what) {
  const std::string other = what == "token" ? "address" : "token";
  return {{"rate." + what + "_per_second", "1"},
          {"rate." + what + "_burst", "5"},
          {"rate." + other + "_per_second", "0"}};
}

void check_too_many(const Answer& answer) {
  CHECK(answer.status == 429);
  CHECK(answer.code() == "too_many_requests");
  const auto wait = answer.header("retry-after");
  REQUIRE(!wait.empty());
  CHECK(std::stoi(wait) >= 1);
}

// Calls until the limit says no; how many went through.
int until_refused(const Caller& caller, Answer& refused) {
  for (int calls = 0; calls < 100; ++calls) {
    refused = caller.send("GET", "/mp/vehicles", "");
    if (refused.status == 429) return calls;
  }
  return 100;
}

}  // namespace

TEST_CASE("[AR-73] above a token's rate the answer is 429, and others go on") {
  Served served(limited("token"));
  const Caller busy(served, {"busy", "customer"}), calm(served, {"calm", "customer"});
  Answer refused;
  const auto through = until_refused(busy, refused);
  CHECK(through >= 5);
  CHECK(through < 20);
  check_too_many(refused);
  CHECK(calm.send("GET", "/mp/vehicles", "").status != 429);
}

TEST_CASE("[AR-73] above an address's rate the answer is 429, whoever asks") {
  Served served(limited("address"));
  const Caller one(served, {"one", "customer"}), other(served, {"other", "customer"});
  Answer refused;
  const auto through = until_refused(one, refused);
  CHECK(through < 20);
  check_too_many(refused);
  check_too_many(other.send("GET", "/mp/vehicles", ""));
}

TEST_CASE("[AR-73] the limits are settings: without one there is none") {
  Served served(Settings{{"rate.token_per_second", "0"}, {"rate.address_per_second", "0"}});
  const Caller busy(served, {"busy", "customer"});
  Answer refused;
  CHECK(until_refused(busy, refused) == 100);
}
