// What every key store promises (core/ports/keys.hpp). A fixture gives `keys`;
// CHECK_KEYS_CONTRACT runs all of it on the fixtures that it is given.
#pragma once

#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "core/crypto/crypto.hpp"
#include "test/support/found_keys.hpp"

namespace fettle::test {
namespace {

const TenantId shop("shop-1"), other_shop("shop-2");
const PersonId li("li"), lin("li-n"), wang("wang");

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

TEST_CASE_TEMPLATE_DEFINE("a person's key stays the same, names the person and is found by its id",
                          On, keys_contract_1) {
  On on;
  const auto key = current(*on.keys, shop, li);
  CHECK(key.id.starts_with("li/"));
  CHECK(key.secret.size() == 32);
  REQUIRE(on.keys->make_durable());
  const auto again = current(*on.keys, shop, li);
  CHECK(again.id == key.id);
  CHECK(again.secret == key.secret);
  CHECK(secret_in(*on.keys, shop, key.id) == key.secret);
}

TEST_CASE_TEMPLATE_DEFINE("no two people and no two tenants share a key", On, keys_contract_2) {
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
  CHECK(secret_in(*on.keys, other_shop, key.id) != key.secret);
}

TEST_CASE_TEMPLATE_DEFINE("a key that nobody made is not found", On, keys_contract_3) {
  On on;
  current(*on.keys, shop, li);
  for (const auto* unknown : {"", "li", "li/", "li/99", "wang/1"}) {
    CHECK(secret_in(*on.keys, shop, unknown) == std::nullopt);
  }
  CHECK(secret_in(*on.keys, other_shop, "li/1") == std::nullopt);
}

TEST_CASE_TEMPLATE_DEFINE("a tenant's secret is made once, 32 bytes", On, keys_contract_4) {
  On on;
  const auto secret = secret_of(*on.keys, shop);
  CHECK(secret.size() == 32);
  CHECK(secret_of(*on.keys, shop) == secret);
}

TEST_CASE_TEMPLATE_DEFINE("making durable may be asked at any time, also with nothing new", On,
                          keys_contract_5) {
  On on;
  CHECK(on.keys->make_durable());
  current(*on.keys, shop, li);
  CHECK(on.keys->make_durable());
  CHECK(on.keys->make_durable());
}

TEST_CASE_TEMPLATE_DEFINE("an erasure takes that person's keys in that tenant and nothing else", On,
                          keys_contract_6) {
  On on;
  const auto gone = current(*on.keys, shop, li);
  const auto namesake = current(*on.keys, other_shop, li);
  const auto similar = current(*on.keys, shop, lin);
  const auto secret = secret_of(*on.keys, shop);
  REQUIRE(on.keys->make_durable());
  REQUIRE(on.keys->erase(shop, li));
  CHECK(secret_in(*on.keys, shop, gone.id) == std::nullopt);
  CHECK(secret_in(*on.keys, other_shop, namesake.id) == namesake.secret);
  CHECK(secret_in(*on.keys, shop, similar.id) == similar.secret);
  CHECK(secret_of(*on.keys, shop) == secret);
}

TEST_CASE_TEMPLATE_DEFINE(
    "after an erasure a person gets a key of another name, the old stays dead", On,
    keys_contract_7) {
  On on;
  const auto gone = current(*on.keys, shop, li);
  REQUIRE(on.keys->erase(shop, li));
  const auto back = current(*on.keys, shop, li);
  CHECK(back.id != gone.id);
  CHECK(back.secret != gone.secret);
  CHECK(secret_in(*on.keys, shop, gone.id) == std::nullopt);
  CHECK(secret_in(*on.keys, shop, back.id) == back.secret);
}

TEST_CASE_TEMPLATE_DEFINE("a second erasure, or one of an unknown person, is fine", On,
                          keys_contract_8) {
  On on;
  current(*on.keys, shop, li);
  CHECK(on.keys->erase(shop, li));
  CHECK(on.keys->erase(shop, li));
  CHECK(on.keys->erase(shop, wang));
  CHECK(current(*on.keys, shop, wang).secret.size() == 32);
}

TEST_CASE_TEMPLATE_DEFINE("threads that ask for one person at once all get one key", On,
                          keys_contract_9) {
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

}  // namespace
}  // namespace fettle::test

#define CHECK_KEYS_CONTRACT(...)                           \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_1, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_2, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_3, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_4, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_5, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_6, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_7, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_8, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(keys_contract_9, __VA_ARGS__)
