// The way of a command from a parsed request to its answer, and of its event into rows, on one
// thread and without sockets: what it costs is the same on every machine.
#pragma once

#include <doctest/doctest.h>

#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/router.hpp"
#include "commands/domain.hpp"
#include "core/shard/shard.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/memory_snapshots.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/step_executor.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {

// Told when the way of a command begins and ends, so that what lies around it is not counted: a
// request that is made, and what is saved behind its answer.
struct Meter {
  virtual ~Meter() = default;
  virtual void begin() = 0;
  virtual void end() = 0;
};

class Engine {
 public:
  explicit Engine(Meter& meter) : meter_(meter) {
    commands_.mount(router_, gate_);
    REQUIRE(shard_.take_over());
    REQUIRE(answer(http::Method::post, "/admin/tenant", R"({"name":"n","kind":"auto"})") == 201);
    REQUIRE(answer(http::Method::post, "/admin/stores", R"({"name":"s","id":"s-1"})") == 201);
  }

  // The status of the answer, which is there when all have done their work.
  unsigned answer(http::Method method, const std::string& target, std::string body) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.body = std::move(body);
    request.headers.add("Authorization", bearer_);
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Idempotency-Key", key());
    unsigned status = 0;
    meter_.begin();
    router_(std::move(request),
            http::Responder([&](http::Response response) { status = response.status; }));
    shard_.commit();
    own_.run();
    meter_.end();
    shard_.tick();
    background_.run();
    own_.run();
    return status;
  }

  unsigned rename_store() {
    return answer(http::Method::patch, "/admin/stores/s-1",
                  R"({"name":"store )" + std::to_string(asked_) + R"("})");
  }

  const Domain& domain() const { return domain_; }
  MemoryLog log;
  TestDice dice{7};
  MemoryKeys keys{dice};
  TestClock clock{*parse_moment("2026-11-20T12:00:00Z")};

 private:
  static Domain business() {
    Domain all;
    fill(all);
    return all;
  }
  std::string key() {
    auto number = std::to_string(++asked_);
    return "0badcafe-0000-4000-8000-" + std::string(12 - number.size(), '0') + number;
  }

  Meter& meter_;
  const Domain domain_ = business();
  MemorySnapshots snapshots_;
  StepExecutor own_, background_;
  Shard shard_{domain_, {log, snapshots_, keys, clock, dice, own_, background_}, {}};
  int asked_ = 0;

  const http::TokenKey signing_{"k1", http::TokenAlgorithm::hs256, std::string(32, 's'), {}};
  const std::string bearer_ =
      "Bearer " + *http::issue_token(signing_, {AccountId("lin"),
                                                TenantId("home"),
                                                "operator",
                                                "t-1",
                                                {},
                                                {},
                                                {},
                                                clock.now(),
                                                clock.now() + std::chrono::hours(1)});
  NothingRevoked none_;
  http::Tokens tokens_{{signing_}, none_, clock, 16};
  http::RateLimit unlimited_{{}, clock};
  http::Gate gate_{tokens_, unlimited_, unlimited_,
                   [](http::Call, const Rejection&, http::Responder) {}};
  http::CommandFace commands_{
      domain_, {[this](Submission one) { shard_.handle(std::move(one)); }, keys, dice, clock}};
  http::Router router_{{http::standard_faces(), TenantId("home")}};
};

}  // namespace fettle::test
