// The keys while the broker goes away and comes back: on librdkafka's own double of a broker.
#include "test/contract/keys_contract.hpp"
#include "test/support/kafka_keys.hpp"
#include "test/support/mock_kafka.hpp"

namespace fettle::test {
namespace {

struct OneNode {
  MockKafka broker{"keys"};
  KeysNode node{broker.settings(), 1, KeysNode::Topics::are_there};
  Keys& keys = *node.keys;

  // What was refused for want of a broker, until it is there again.
  Result<void> again(auto call) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    auto outcome = call();
    while (!outcome && std::chrono::steady_clock::now() < end) outcome = call();
    return outcome;
  }
};

TEST_CASE("a broker that is away is a fault and no erasure; known keys are still there") {
  OneNode on;
  const auto key = current(on.keys, shop, li);
  REQUIRE(on.keys.make_durable());
  const auto secret = secret_of(on.keys, shop);
  REQUIRE(on.keys.erase(shop, wang));
  CHECK(secret_in(on.keys, shop, "wang/dropped") == std::nullopt);
  on.broker.goes();

  CHECK(secret_in(on.keys, shop, key.id) == key.secret);
  CHECK(secret_of(on.keys, shop) == secret);
  CHECK(secret_in(on.keys, shop, "wang/dropped") == std::nullopt);  // that was asked before
  const auto missed = on.keys.find(shop, "wang/unknown");
  REQUIRE_FALSE(missed);
  CHECK(missed.error().kind == FaultKind::unavailable);
  CHECK(missed.error().code == "keys_unread");
  CHECK_FALSE(on.keys.tenant_secret(other_shop));
  CHECK_FALSE(on.keys.erase(shop, li));
  CHECK(secret_in(on.keys, shop, key.id) == key.secret);

  on.broker.comes_back();
  REQUIRE(on.again([&] { return on.keys.erase(shop, li); }));
  CHECK(secret_in(on.keys, shop, key.id) == std::nullopt);
}

TEST_CASE("what could not be saved stays unsaved, and is saved once the broker is back") {
  OneNode on;
  on.broker.goes();
  const auto key = current(on.keys, shop, li);
  CHECK_FALSE(on.keys.make_durable());
  CHECK_FALSE(on.keys.make_durable());
  CHECK(current(on.keys, shop, li).id == key.id);
  on.broker.comes_back();
  REQUIRE(on.again([&] { return on.keys.make_durable(); }));
  on.node.reopen();
  CHECK(secret_in(*on.node.keys, shop, key.id) == key.secret);
}

TEST_CASE("keys whose broker is away are not opened") {
  OneNode on;
  on.broker.goes();
  const auto opened = on.node.open(master_of_test());
  REQUIRE_FALSE(opened);
  CHECK(opened.error().kind == FaultKind::unavailable);
}

}  // namespace
}  // namespace fettle::test
