// What `fettle tenant create` and `fettle seed` do with a server that is not ready: they come again
// with the same keys, and not for ever.
#include "adapters/cli/tools/shop.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <mutex>

#include "adapters/http/server.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::cli;

namespace {

const std::string accepted = R"({"id":"north"})", starting = R"({"status":503,"code":"starting"})";

// Answers 503 to each key so many times before it lets it in, and remembers what came.
class LateServer {
 public:
  explicit LateServer(int refusals, bool says_when = true)
      : refusals_(refusals), says_when_(says_when) {
    auto server = http::Server::open(
        {},
        [this](http::Request request, http::Responder responder) {
          responder(answer(std::string(request.headers.find("Idempotency-Key").value_or(""))));
        },
        clock_);
    REQUIRE(server);
    server_ = *std::move(server);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  std::map<std::string, int> came() const {
    const std::lock_guard lock(mutex_);
    return came_;
  }

 private:
  http::Response answer(const std::string& key) {
    const std::lock_guard lock(mutex_);
    if (++came_[key] > refusals_) return http::json(201, accepted);
    auto refusal = http::json(503, starting);
    if (says_when_) refusal.headers.push_back({"Retry-After", "0"});
    return refusal;
  }

  const int refusals_;
  const bool says_when_;
  test::TestClock clock_{Moment{Micros{0}}};
  mutable std::mutex mutex_;
  std::map<std::string, int> came_;  // by key: how often
  std::unique_ptr<http::Server> server_;
};

Result<ShopOutcome> create(const LateServer& server, std::chrono::seconds patience) {
  WebClient client(server.url());
  NoProgress progress;
  const auto mint = [](const ShopStep&) -> Result<std::string> { return std::string("token"); };
  return play(client, "", {tenant_step("north", "auto"), tenant_step("south", "auto")}, mint,
              progress, patience);
}

}  // namespace

TEST_CASE("a server that says when to come again is asked again, with the same key") {
  const LateServer server(3);
  const auto made = create(server, std::chrono::seconds(30));
  INFO((made ? "" : made.error().detail));
  REQUIRE(made);
  CHECK(made->accepted == 2);
  const auto came = server.came();
  REQUIRE(came.size() == 2);  // one key a step
  for (const auto& [key, times] : came) {
    CHECK_FALSE(key.empty());
    CHECK(times == 4);
  }
}

TEST_CASE("a server that never gets ready is given up with its code and the remedy") {
  const LateServer server(1'000'000);
  const auto made = create(server, std::chrono::seconds(1));
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "server_not_ready");
  CHECK(made.error().kind == FaultKind::unavailable);
  CHECK(made.error().detail.find("answered 503 starting for 1 s") != std::string::npos);
  CHECK(server.came().size() == 1);
  CHECK(server.came().begin()->second > 1);
}

TEST_CASE("a 503 that does not say when to come again is a refusal") {
  const LateServer server(1, false);
  CHECK(create(server, std::chrono::seconds(30)).error().code == "step_refused");
  CHECK(server.came().begin()->second == 1);
}
