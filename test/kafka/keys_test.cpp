// The keys on a real broker: their contract, and what nodes that write at the same time see of each
// other.
#include <future>

#include "adapters/kafka_log/awaited.hpp"
#include "test/contract/keys_contract.hpp"
#include "test/support/kafka.hpp"
#include "test/support/kafka_keys.hpp"

namespace fettle::test {
namespace {

struct OnKafka {
  KeysNode node{kafka_of_a_test(), 7};
  Keys* keys = node.keys.get();
};

CHECK_KEYS_CONTRACT(OnKafka);

struct TwoNodes {
  KafkaSettings settings = kafka_of_a_test();
  KeysNode a{settings, 1}, b{settings, 2};

  PersonKey saved(KeysNode& node, const PersonId& person) {
    const auto key = current(*node.keys, shop, person);
    REQUIRE(node.keys->make_durable());
    return key;
  }
  void write(const std::string& name, std::string_view value) {
    kafka::Awaited written;
    const auto topic = a.producer->topic(settings.keys());
    REQUIRE(a.producer->put(topic.get(), name, value, written));
    REQUIRE(written.wait());
  }
};

// The records of the keys' topic, as whoever reads the brokers' disks sees them.
struct Records {
  std::vector<std::pair<std::string, std::optional<std::string>>> all;

  explicit Records(const KafkaSettings& settings) {
    const auto opened = kafka::CompactedTopic::open(
        settings, settings.keys(), {}, [&](Offset, std::string_view key, auto value) {
          all.emplace_back(key, value ? std::optional(std::string(*value)) : std::nullopt);
        });
    REQUIRE(opened);
  }
  // Whether what was written last under that name is a value.
  bool holds(const std::string& name) const {
    bool held = false;
    for (const auto& [key, value] : all) {
      if (key == name) held = value.has_value();
    }
    return held;
  }
};

TEST_CASE("nodes that ask for a tenant's secret at the same time all get the same one, for ever") {
  TwoNodes on;
  KeysNode c(on.settings, 3);
  constexpr int tenants = 20;
  const auto ask = [](Keys& keys) {
    std::vector<std::string> secrets;
    for (int n = 0; n < tenants; ++n) {
      secrets.push_back(secret_of(keys, TenantId("shop-" + std::to_string(n))));
    }
    return secrets;
  };
  std::vector<std::future<std::vector<std::string>>> asking;
  for (auto* node : {&on.a, &on.b, &c}) {
    asking.push_back(std::async(std::launch::async, ask, std::ref(*node->keys)));
  }
  const auto first = asking[0].get();
  CHECK(asking[1].get() == first);
  CHECK(asking[2].get() == first);
  CHECK(std::set(first.begin(), first.end()).size() == tenants);
  on.b.reopen();
  CHECK(ask(*on.b.keys) == first);
}

TEST_CASE(
    "of two tenant secrets the one that was written first counts, also for its rival's maker") {
  TwoNodes on;
  // The rival of a node that was slower: it is written behind the secret that counts.
  const auto counts = secret_of(*on.a.keys, shop);
  const auto name = kafka::tenant_secret_name("shop-1", "rival");
  on.write(name, kafka::to_bytes(master_of_test().wrap(name, std::string(32, 'r'), on.a.dice)));
  CHECK(secret_of(*on.a.keys, shop) == counts);
  CHECK(secret_of(*on.b.keys, shop) == counts);
  KeysNode later(on.settings, 3);
  CHECK(secret_of(*later.keys, shop) == counts);
}

TEST_CASE(
    "two nodes that make a key for one person at once both keep theirs, and read the other's") {
  TwoNodes on;
  const auto of_a = current(*on.a.keys, shop, li), of_b = current(*on.b.keys, shop, li);
  REQUIRE((on.a.keys->make_durable() && on.b.keys->make_durable()));
  CHECK(of_a.id != of_b.id);
  for (auto* node : {&on.a, &on.b}) {
    CHECK(secret_in(*node->keys, shop, of_a.id) == of_a.secret);
    CHECK(secret_in(*node->keys, shop, of_b.id) == of_b.secret);
  }
}

TEST_CASE("a key that another node has made durable is found at once") {
  TwoNodes on;
  for (int n = 0; n < 50; ++n) {
    const auto key = on.saved(on.a, PersonId("p" + std::to_string(n)));
    CHECK(secret_in(*on.b.keys, shop, key.id) == key.secret);
  }
}

TEST_CASE("many keys become durable together, and are there after a reopening") {
  TwoNodes on;
  std::vector<PersonKey> keys;
  for (int n = 0; n < 3000; ++n) {
    keys.push_back(current(*on.a.keys, shop, PersonId("p" + std::to_string(n))));
  }
  const auto never_saved = [&] {
    REQUIRE(on.a.keys->make_durable());
    return current(*on.a.keys, shop, wang);
  }();
  on.a.reopen();
  for (const auto& key : keys) CHECK(secret_in(*on.a.keys, shop, key.id) == key.secret);
  CHECK(secret_in(*on.a.keys, shop, never_saved.id) == std::nullopt);
}

TEST_CASE("an erasure ends the keys of all nodes, for all nodes, and drops them from the topic") {
  TwoNodes on;
  const auto of_a = current(*on.a.keys, shop, li), of_b = current(*on.b.keys, shop, li);
  const auto stays = on.saved(on.b, wang);
  REQUIRE((on.a.keys->make_durable() && on.b.keys->make_durable()));
  REQUIRE(on.a.keys->erase(shop, li));
  const auto back = on.saved(on.a, li);
  KeysNode later(on.settings, 3);
  for (auto* node : {&on.a, &on.b, &later}) {
    CHECK(secret_in(*node->keys, shop, back.id) == back.secret);
    CHECK(secret_in(*node->keys, shop, of_a.id) == std::nullopt);
    CHECK(secret_in(*node->keys, shop, of_b.id) == std::nullopt);
    CHECK(secret_in(*node->keys, shop, stays.id) == stays.secret);
    CHECK(current(*node->keys, shop, li).id == back.id);
  }
  const Records records(on.settings);
  CHECK_FALSE(records.holds(kafka::person_key_name("shop-1", of_a.id)));
  CHECK_FALSE(records.holds(kafka::person_key_name("shop-1", of_b.id)));
  CHECK(records.holds(kafka::person_key_name("shop-1", back.id)));
  CHECK(records.holds(kafka::erasure_name("shop-1", "li")));
}

TEST_CASE("a second erasure writes nothing, by whichever node; one of an unknown person is noted") {
  TwoNodes on;
  on.saved(on.a, li);
  REQUIRE(on.a.keys->erase(shop, li));
  REQUIRE(on.b.keys->erase(shop, wang));
  const auto before = Records(on.settings).all.size();
  REQUIRE(on.a.keys->erase(shop, li));
  REQUIRE(on.b.keys->erase(shop, li));
  REQUIRE(on.a.keys->erase(shop, wang));
  const Records after(on.settings);
  CHECK(after.all.size() == before);
  CHECK(after.holds(kafka::erasure_name("shop-1", "wang")));
}

TEST_CASE("an erasure that was cut short behind its note counts, and is finished by an opening") {
  TwoNodes on;
  const auto gone = on.saved(on.a, li), stays = on.saved(on.a, wang);
  on.write(kafka::erasure_name("shop-1", "li"), kafka::erasure_value);
  CHECK(secret_in(*on.b.keys, shop, "li/unknown") == std::nullopt);  // reads to the topic's end
  CHECK(secret_in(*on.b.keys, shop, gone.id) == std::nullopt);
  CHECK(Records(on.settings).holds(kafka::person_key_name("shop-1", gone.id)));
  on.b.reopen();
  const Records records(on.settings);
  CHECK_FALSE(records.holds(kafka::person_key_name("shop-1", gone.id)));
  CHECK(records.holds(kafka::person_key_name("shop-1", stays.id)));
}

TEST_CASE("an erasure that was cut short is finished by the next erasure of a node that runs") {
  TwoNodes on;
  const auto gone = on.saved(on.a, li);
  on.write(kafka::erasure_name("shop-1", "li"), kafka::erasure_value);
  REQUIRE(on.b.keys->erase(shop, wang));
  CHECK_FALSE(Records(on.settings).holds(kafka::person_key_name("shop-1", gone.id)));
}

TEST_CASE("another master key is refused by name, and so is a record that was moved or damaged") {
  TwoNodes on;
  const auto key = on.saved(on.a, li);
  const auto refusal = [&](char digit) {
    const auto opened = on.b.open(master_of_test(digit));
    return opened ? "" : opened.error().code;
  };
  CHECK(refusal('b') == "master_key_mismatch");
  CHECK(refusal('a') == "");
  const auto value = [&] {
    for (const auto& [name, stored] : Records(on.settings).all) {
      if (name.starts_with("key/")) return *stored;
    }
    return std::string();
  }();
  on.write(kafka::person_key_name("shop-1", "wang/1"), value);
  CHECK(refusal('a') == "keys_damaged");
  CHECK(on.a.keys->find(shop, "wang/1").error().code == "keys_unread");
  CHECK(secret_in(*on.a.keys, shop, key.id) == key.secret);
}

TEST_CASE("no secret lies in the topic in the clear") {
  TwoNodes on;
  const auto key = on.saved(on.a, li);
  const auto secret = secret_of(*on.a.keys, shop);
  for (const auto& [name, value] : Records(on.settings).all) {
    CHECK(value.value_or("").find(key.secret) == std::string::npos);
    CHECK(value.value_or("").find(secret) == std::string::npos);
  }
}

TEST_CASE("a reader without a producer finds what others make, and makes nothing itself") {
  TwoNodes on;
  const auto reader = KafkaKeys::open(on.settings, {}, master_of_test(), on.b.dice);
  REQUIRE(reader);
  const auto key = on.saved(on.a, li);
  const auto secret = secret_of(*on.a.keys, shop);
  CHECK(secret_in(**reader, shop, key.id) == key.secret);
  CHECK(current(**reader, shop, li).id == key.id);
  CHECK(secret_of(**reader, shop) == secret);
  CHECK((*reader)->current(shop, wang).error().code == "keys_read_only");
  CHECK((*reader)->tenant_secret(other_shop).error().code == "keys_read_only");
  CHECK((*reader)->erase(shop, li).error().code == "keys_read_only");
}

TEST_CASE("many threads of two nodes make and save keys while others are erased") {
  TwoNodes on;
  constexpr int people = 40;
  const auto person = [](int t, int n) {
    return PersonId("p" + std::to_string(t) + "-" + std::to_string(n));
  };
  std::vector<std::vector<std::string>> ids(4);
  {
    std::vector<std::jthread> running;
    for (std::size_t t = 0; t < ids.size(); ++t) {
      running.emplace_back([&, t] {
        auto& keys = t % 2 == 0 ? *on.a.keys : *on.b.keys;
        for (int n = 0; n < people; ++n) {
          const auto key = keys.current(shop, person(static_cast<int>(t), n));
          if (!key || !keys.make_durable()) return;
          ids[t].push_back(key->id);
          if (n % 10 == 0) (void)keys.erase(shop, person(static_cast<int>(t), n));
        }
      });
    }
  }
  KeysNode later(on.settings, 3);
  for (const auto& of_thread : ids) {
    REQUIRE(of_thread.size() == people);
    for (std::size_t n = 0; n < people; ++n) {
      for (auto* node : {&on.a, &on.b, &later}) {
        CHECK(secret_in(*node->keys, shop, of_thread[n]).has_value() == (n % 10 != 0));
      }
    }
  }
}

}  // namespace
}  // namespace fettle::test
