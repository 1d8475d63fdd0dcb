// Limits: a product of its own for each test, with a low one.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "test/http/client.hpp"
#include "test/journey/support/shop.hpp"

using fettle::http::test::eventually;
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

// A command without a key that met a 503, and how many others of the same caller were accepted.
struct TurnedAway {
  std::mutex mutex;
  std::optional<Answer> answer;
  Json body;
  std::size_t accepted = 0;
};

Json vehicle(int number) {
  return {{"vin", fmt::format("LSVAB4185E{:0>7}", number)},
          {"model", "大众帕萨特"},
          {"model_year", 2019},
          {"plate", "京A12345"},
          {"mileage_km", 45'000}};
}

const Headers without_key{{"Idempotency-Key", ""}};

// Many at once, until the shard turns one away.
void overflow(const Caller& customer, TurnedAway& turned_away) {
  std::atomic<int> number = 0;
  std::vector<std::jthread> asking;
  for (int t = 0; t < 8; ++t) {
    asking.emplace_back([&] {
      for (int n = ++number; n < 4'000; n = ++number) {
        auto body = vehicle(n);
        auto answer = customer.post("/mp/vehicles", body, without_key);
        const std::lock_guard lock(turned_away.mutex);
        if (answer.accepted()) ++turned_away.accepted;
        if (answer.status == 503 && !turned_away.answer) {
          turned_away.answer = std::move(answer);
          turned_away.body = std::move(body);
        }
        if (turned_away.answer) return;
      }
    });
  }
}

void check_turned_away(const std::string& setting, const std::string& code) {
  Served served(
      Settings{{setting, "1"}, {"rate.token_per_second", "0"}, {"rate.address_per_second", "0"}});
  Shop shop(served);
  const auto customer = shop.customer();
  TurnedAway turned_away;
  overflow(customer, turned_away);
  REQUIRE(turned_away.answer);
  const auto& refused = *turned_away.answer;
  CHECK(refused.code() == code);
  REQUIRE(!refused.header("retry-after").empty());
  CHECK(std::stoi(refused.header("retry-after")) >= 1);
  const std::string key = refused.body.value("idempotency_key", "");
  REQUIRE(!key.empty());

  Answer retried;
  REQUIRE(eventually([&] {
    retried = customer.post("/mp/vehicles", turned_away.body, {{"Idempotency-Key", key}});
    return retried.accepted();
  }));
  const auto again = customer.post("/mp/vehicles", turned_away.body, {{"Idempotency-Key", key}});
  CHECK(again.header("idempotency-replayed") == "true");
  CHECK(again.text == retried.text);
  CHECK(customer.list("/mp/vehicles").size() == turned_away.accepted + 1);
}

}  // namespace

TEST_CASE("a full queue is 503 with a key, and the command sent again with it is done once") {
  check_turned_away("shard.waiting_per_tenant_max", "tenant_queue_full");
}

TEST_CASE("too many answers held is 503 with a key, and the command sent again is done once") {
  check_turned_away("shard.held_answers_max", "overloaded");
}

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

TEST_CASE("what needs no token is limited by address too, and a probe is not") {
  for (const auto* path : {"/metrics", "/openapi.json", "/asyncapi.json", "/schemas/JobOpened/1"}) {
    CAPTURE(path);
    Served served(limited("address"));
    int through = 0;
    for (; through < 20; ++through) {
      const auto answer = ask(served, "GET", path, "", {});
      if (answer.status == 429) break;
      CHECK(answer.status == 200);
    }
    CHECK(through >= 5);
    CHECK(through < 20);
    CHECK(ask(served, "GET", "/health", "", {}).status == 200);
  }
}

TEST_CASE("[AR-73] the limits are settings: without one there is none") {
  Served served(Settings{{"rate.token_per_second", "0"}, {"rate.address_per_second", "0"}});
  const Caller busy(served, {"busy", "customer"});
  Answer refused;
  CHECK(until_refused(busy, refused) == 100);
}
