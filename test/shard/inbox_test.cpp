// Commands that wait: a bounded queue a tenant, served in turn; too many are that tenant's 503.
#include "core/shard/inbox.hpp"

#include <doctest/doctest.h>

#include <future>

#include "core/shard/shard_thread.hpp"
#include "test/shard/shard_bench.hpp"

namespace fettle::test {
namespace {

Submission waiting(const std::string& tenant, const std::string& key) {
  return {.tenant = TenantId(tenant),
          .caller = anna,
          .type = nullptr,
          .command = nullptr,
          .key = key,
          .request_hash = {},
          .route = {},
          .if_match = {},
          .correlation_id = {},
          .causation_id = {},
          .traceparent = {},
          .done = {}};
}

// The keys of the next ones, in the order they are served.
std::vector<std::string> taken(Inbox& inbox, std::size_t count = 100) {
  std::vector<Submission> next;
  inbox.take(count, next);
  std::vector<std::string> keys;
  for (const auto& one : next) keys.push_back(one.key);
  return keys;
}

// A running shard with two tenants, on the doubles of a bench.
struct Running {
  explicit Running(ShardThread::Options options)
      : shard(*ShardThread::start(bench.domain,
                                  {bench.log, bench.snapshots, bench.keys, bench.clock, bench.dice},
                                  {}, options)) {
    for (const auto* tenant : {"busy", "calm"}) {
      REQUIRE(code_of(ask(tenant, toy::MakeTenant{Text<1, 20>("auto")})) == "accepted");
    }
  }

  template <class Command>
  std::future<Outcome> send(const std::string& tenant, Command command) {
    auto submission = waiting(tenant, "key-" + std::to_string(++sent));
    submission.type = &command_type<Command>();
    submission.command = std::make_shared<const Command>(command);
    submission.request_hash = json_of(command);
    auto promise = std::make_shared<std::promise<Outcome>>();
    submission.done = [promise](Outcome outcome) { promise->set_value(std::move(outcome)); };
    shard->submit(std::move(submission));
    return promise->get_future();
  }
  template <class Command>
  Outcome ask(const std::string& tenant, Command command) {
    return send(tenant, std::move(command)).get();
  }

  ShardBench bench;
  std::unique_ptr<ShardThread> shard;
  int sent = 0;
};

toy::MakeBox box(int n) {
  return {Text<1, 40>("box " + std::to_string(n)), Text<1, 40>("red"), std::nullopt};
}

bool is_answered(const std::future<Outcome>& outcome) {
  return outcome.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

TEST_CASE("tenants are served in turn, each in its own order") {
  Inbox inbox(10);
  for (const auto* key : {"a1", "a2", "a3", "a4"}) {
    auto one = waiting("a", key);
    REQUIRE(inbox.put(one));
  }
  for (const auto* key : {"b1", "b2"}) {
    auto one = waiting("b", key);
    REQUIRE(inbox.put(one));
  }
  auto late = waiting("c", "c1");
  REQUIRE(inbox.put(late));
  CHECK(inbox.size() == 7);
  CHECK(taken(inbox) == std::vector<std::string>{"a1", "b1", "c1", "a2", "b2", "a3", "a4"});
  CHECK(inbox.size() == 0);
}

TEST_CASE("a full queue turns its own tenant away, untouched, and has room again when served") {
  Inbox inbox(2);
  for (const auto* key : {"a1", "a2"}) {
    auto one = waiting("a", key);
    REQUIRE(inbox.put(one));
  }
  auto refused = waiting("a", "a3");
  CHECK_FALSE(inbox.put(refused));
  CHECK(refused.key == "a3");
  CHECK(refused.tenant == TenantId("a"));
  auto other = waiting("b", "b1");
  CHECK(inbox.put(other));
  CHECK(inbox.size() == 3);
  CHECK(taken(inbox, 1) == std::vector<std::string>{"a1"});
  CHECK(inbox.put(refused));
  CHECK(taken(inbox) == std::vector<std::string>{"b1", "a2", "a3"});
}

TEST_CASE("beyond its queue a tenant gets 503 at once, another one is served") {
  Running running({.waiting_per_tenant_max = 3});
  std::promise<void> go_on;
  std::promise<void> halted;
  running.shard->post([&] {
    halted.set_value();
    go_on.get_future().wait();
  });
  halted.get_future().wait();
  std::vector<std::future<Outcome>> waiting_ones;
  for (int n = 0; n < 3; ++n) waiting_ones.push_back(running.send("busy", box(n)));
  auto refused = running.send("busy", box(3));
  auto other = running.send("calm", box(0));
  REQUIRE(is_answered(refused));
  const auto outcome = refused.get();
  CHECK(code_of(outcome) == "tenant_queue_full");
  CHECK(std::get<Fault>(outcome).kind == FaultKind::unavailable);
  CHECK_FALSE(is_answered(other));
  go_on.set_value();
  CHECK(code_of(other.get()) == "accepted");
  for (auto& one : waiting_ones) CHECK(code_of(one.get()) == "accepted");
  CHECK(code_of(running.ask("busy", box(3))) == "accepted");
}

TEST_CASE("beyond the answers that may wait for durability a command gets 503 at once") {
  ShardBench bench(ShardOptions{.held_answers_max = 3});
  bench.ask(toy::MakeTenant{Text<1, 20>("auto")});
  std::vector<std::shared_ptr<std::optional<Outcome>>> held;
  for (int n = 0; n < 3; ++n) held.push_back(bench.send(box(n)));
  const auto refused = bench.send(box(3), "k");
  REQUIRE(refused->has_value());
  CHECK(code_of(**refused) == "overloaded");
  for (const auto& one : held) CHECK_FALSE(one->has_value());
  bench.settle();
  for (const auto& one : held) CHECK(code_of(**one) == "accepted");
  CHECK(code_of(bench.ask(box(3), "k")) == "accepted");
}

}  // namespace fettle::test
