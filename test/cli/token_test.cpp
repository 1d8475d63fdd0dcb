// `fettle token`: what it signs is what the server takes.
#include <doctest/doctest.h>

#include <barrier>
#include <fstream>
#include <optional>
#include <thread>
#include <vector>

#include "adapters/cli/tools/token_keys.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::cli;

namespace {

const Moment now{Micros{1'763'700'000'000'000}};

TokenWish wish(std::string tenant) {
  TokenWish made;
  made.tenant = std::move(tenant);
  made.account = "m-1";
  made.role = "manager";
  made.store = "s-1";
  return made;
}

}  // namespace

TEST_CASE("the first token makes a key for its owner alone, and later ones use it") {
  const test::TempFolder folder;
  test::TestDice dice{3};
  const auto first = signing_key(folder.path() / "tokens", dice);
  REQUIRE(first);
  const auto file = folder.path() / "tokens" / "dev.hs256";
  const auto rights = std::filesystem::status(file).permissions();
  CHECK((rights & std::filesystem::perms::others_all) == std::filesystem::perms::none);
  const auto second = signing_key(folder.path() / "tokens", dice);
  REQUIRE(second);
  CHECK(second->verifier == first->verifier);
}

TEST_CASE("of many that begin on one empty folder each signs with the same whole key") {
  constexpr int rounds = 50, starters = 8;
  for (int round = 0; round < rounds; ++round) {
    const test::TempFolder folder;
    std::vector<std::optional<Result<http::TokenKey>>> keys(starters);
    std::barrier together(starters);
    {
      std::vector<std::jthread> threads;
      for (int n = 0; n < starters; ++n) {
        threads.emplace_back([&, n] {
          test::TestDice dice{static_cast<std::uint64_t>(n)};
          together.arrive_and_wait();
          keys[static_cast<std::size_t>(n)] = signing_key(folder.path() / "tokens", dice);
        });
      }
    }
    for (const auto& key : keys) {
      INFO((*key ? "" : key->error().code + ": " + key->error().detail));
      REQUIRE(*key);
      CHECK((*key)->verifier == (*keys.front())->verifier);
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path() / "tokens"), {}) == 1);
  }
}

TEST_CASE("a key that another process is about to name does not keep us from a first one") {
  const test::TempFolder folder;
  test::TestDice dice{3};
  std::ofstream(folder.path() / "dev.hs256.aB3dE6") << "half";
  CHECK(signing_key(folder.path(), dice));
  const test::TempFolder others;
  std::ofstream(others.path() / "prod.pem") << "a key of an unknown kind";
  CHECK(signing_key(others.path(), dice).error().code == "token_key_missing");
}

TEST_CASE("a token says who it is for, and the server believes it") {
  const test::TempFolder folder;
  test::TestDice dice{3};
  test::TestClock clock{now};
  const fettle::test::NothingRevoked revocations;
  const auto key = signing_key(folder.path(), dice);
  REQUIRE(key);
  const auto token = make_token(*key, wish("demo"), now, dice);
  REQUIRE(token);
  http::Tokens tokens({*key}, revocations, clock, 10);
  const auto credential = tokens.verify("Bearer " + *token);
  REQUIRE(credential);
  CHECK((*credential)->account.text() == "m-1");
  CHECK((*credential)->role == "manager");
  CHECK((*credential)->store == "s-1");
  clock.move_by(std::chrono::hours(25));
  CHECK(tokens.verify("Bearer " + *token).error().code == "token_expired");
}

TEST_CASE("a token is not made for a name that is no id") {
  const test::TempFolder folder;
  test::TestDice dice{3};
  const auto key = signing_key(folder.path(), dice);
  REQUIRE(key);
  CHECK(make_token(*key, wish("a/b"), now, dice).error().code == "token_wish_malformed");
}

TEST_CASE("a token tells the id by which it can be revoked") {
  const test::TempFolder folder;
  test::TestDice dice{3};
  test::TestClock clock{now};
  const auto key = signing_key(folder.path(), dice);
  REQUIRE(key);
  const auto token = make_token(*key, wish("demo"), now, dice);
  const auto other = make_token(*key, wish("demo"), now, dice);
  const auto id = id_of_token(*token);
  REQUIRE(id);
  const auto file = http::RevocationFile::open(folder.path() / "revocations", clock);
  REQUIRE((*file)->revoke_token(*id));
  http::Tokens tokens({*key}, **file, clock, 10);
  CHECK(tokens.verify("Bearer " + *token).error().code == "token_revoked");
  CHECK(tokens.verify("Bearer " + *other));
  CHECK(id_of_token("no.token.atall").error().code == "token_wish_malformed");
  CHECK(id_of_token("").error().code == "token_wish_malformed");
}
