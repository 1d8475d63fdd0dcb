// What every key store promises (core/ports/keys.hpp), run on each of them.
#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "adapters/file_keys/file_keys.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

const TenantId shop("shop-1"), other_shop("shop-2");
const PersonId li("li"), lin("li-n"), wang("wang");

struct InFiles {
  TempFolder folder;
  TestDice dice{7};
  std::unique_ptr<Keys> keys = opened();

  std::unique_ptr<Keys> opened() {
    auto result = FileKeys::open(
        {folder.path() / "keys", folder.path() / "master.key", FileKeysOptions::Missing::create},
        dice);
    REQUIRE(result);
    return std::move(result).value();
  }
};

struct InMemory {
  TestDice dice{7};
  std::unique_ptr<Keys> keys = std::make_unique<MemoryKeys>(dice);
};

PersonKey current(Keys& keys, const TenantId& tenant, const PersonId& person) {
  auto key = keys.current(tenant, person);
  REQUIRE(key);
  return *key;
}

std::string secret_of(Keys& keys, const TenantId& tenant) {
  auto secret = keys.tenant_secret(tenant);
  REQUIRE(secret);
  return *secret;
}

}  // namespace

#define EVERY_KEYS InFiles, InMemory

TEST_CASE_TEMPLATE("a person's key stays the same, names the person and is found by its id", On,
                   EVERY_KEYS) {
  On on;
  const auto key = current(*on.keys, shop, li);
  CHECK(key.id.starts_with("li/"));
  CHECK(key.secret.size() == 32);
  REQUIRE(on.keys->make_durable());
  const auto again = current(*on.keys, shop, li);
  CHECK(again.id == key.id);
  CHECK(again.secret == key.secret);
  CHECK(on.keys->find(shop, key.id) == key.secret);
}

TEST_CASE_TEMPLATE("no two people and no two tenants share a key", On, EVERY_KEYS) {
  On on;
  std::set<std::string> secrets;
  for (const auto& tenant : {shop, other_shop}) {
    for (const auto& person : {li, lin, wang}) {
      secrets.insert(current(*on.keys, tenant, person).secret);
    }
    secrets.insert(secret_of(*on.keys, tenant));
  }
  CHECK(secrets.size() == 8);
  const auto key = current(*on.keys, shop, li);
  CHECK(on.keys->find(other_shop, key.id) != key.secret);
}

TEST_CASE_TEMPLATE("a key that nobody made is not found", On, EVERY_KEYS) {
  On on;
  current(*on.keys, shop, li);
  for (const auto* unknown : {"", "li", "li/", "li/99", "wang/1"}) {
    CHECK(on.keys->find(shop, unknown) == std::nullopt);
  }
  CHECK(on.keys->find(other_shop, "li/1") == std::nullopt);
}

TEST_CASE_TEMPLATE("a tenant's secret is made once, 32 bytes", On, EVERY_KEYS) {
  On on;
  const auto secret = secret_of(*on.keys, shop);
  CHECK(secret.size() == 32);
  CHECK(secret_of(*on.keys, shop) == secret);
}

TEST_CASE_TEMPLATE("making durable may be asked at any time, also with nothing new", On,
                   EVERY_KEYS) {
  On on;
  CHECK(on.keys->make_durable());
  current(*on.keys, shop, li);
  CHECK(on.keys->make_durable());
  CHECK(on.keys->make_durable());
}

TEST_CASE_TEMPLATE("an erasure takes that person's keys in that tenant and nothing else", On,
                   EVERY_KEYS) {
  On on;
  const auto gone = current(*on.keys, shop, li);
  const auto namesake = current(*on.keys, other_shop, li);
  const auto similar = current(*on.keys, shop, lin);
  const auto secret = secret_of(*on.keys, shop);
  REQUIRE(on.keys->make_durable());
  REQUIRE(on.keys->erase(shop, li));
  CHECK(on.keys->find(shop, gone.id) == std::nullopt);
  CHECK(on.keys->find(other_shop, namesake.id) == namesake.secret);
  CHECK(on.keys->find(shop, similar.id) == similar.secret);
  CHECK(secret_of(*on.keys, shop) == secret);
}

TEST_CASE_TEMPLATE("after an erasure a person gets a key of another name, the old stays dead", On,
                   EVERY_KEYS) {
  On on;
  const auto gone = current(*on.keys, shop, li);
  REQUIRE(on.keys->erase(shop, li));
  const auto back = current(*on.keys, shop, li);
  CHECK(back.id != gone.id);
  CHECK(back.secret != gone.secret);
  CHECK(on.keys->find(shop, gone.id) == std::nullopt);
  CHECK(on.keys->find(shop, back.id) == back.secret);
}

TEST_CASE_TEMPLATE("a second erasure, or one of an unknown person, is fine", On, EVERY_KEYS) {
  On on;
  current(*on.keys, shop, li);
  CHECK(on.keys->erase(shop, li));
  CHECK(on.keys->erase(shop, li));
  CHECK(on.keys->erase(shop, wang));
  CHECK(current(*on.keys, shop, wang).secret.size() == 32);
}

TEST_CASE_TEMPLATE("threads that ask for one person at once all get one key", On, EVERY_KEYS) {
  On on;
  std::vector<std::string> ids(4);
  {
    std::vector<std::jthread> asking;
    for (auto& id : ids) {
      asking.emplace_back([&] {
        for (int n = 0; n < 100; ++n) {
          const auto key = on.keys->current(shop, PersonId("p" + std::to_string(n)));
          if (key && on.keys->make_durable()) id += key->id + crypto::to_hex(key->secret);
        }
      });
    }
  }
  for (const auto& id : ids) CHECK(id == ids.front());
  CHECK(ids.front().size() > 100 * 64);
}
