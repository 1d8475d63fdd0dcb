// The key files: what survives a kill, what an erasure takes away, and what is refused by name.
#include "adapters/file_keys/file_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <barrier>
#include <fstream>
#include <thread>

#include "adapters/file_keys/master_key_file.hpp"
#include "test/support/child.hpp"
#include "test/support/found_keys.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::test;
namespace fs = std::filesystem;

namespace {

const TenantId shop("shop-1"), other_shop("shop-2");
const PersonId li("li"), wang("wang");

FileKeysOptions in(const fs::path& folder) {
  return {folder / "keys", folder / "master.key", FileKeysOptions::Missing::create};
}

struct Opened {
  TempFolder folder;
  FileKeysOptions options = in(folder.path());
  TestDice dice{7};
  std::unique_ptr<FileKeys> keys = opened();

  std::unique_ptr<FileKeys> opened(file_keys::Access access = file_keys::Access::read_write) {
    auto opening = options;
    opening.access = access;
    auto result = FileKeys::open(opening, dice);
    if (!result) FAIL(result.error().code << ": " << result.error().detail);
    return std::move(result).value();
  }
  std::unique_ptr<FileKeys> reader() { return opened(file_keys::Access::read_only); }
  void reopen() {
    keys.reset();
    keys = opened();
  }
  PersonKey saved_key(const PersonId& person) {
    const auto key = keys->current(shop, person);
    REQUIRE(key);
    REQUIRE(keys->make_durable());
    return *key;
  }
  std::string refusal() {
    keys.reset();
    const auto result = FileKeys::open(options, dice);
    return result ? "" : result.error().code;
  }
  fs::path keys_file() const { return options.folder / "keys.log"; }
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_at(const fs::path& path, std::size_t at, std::string_view bytes) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(at));
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("a person has one key, named after the person, and each tenant its own") {
  Opened on;
  const auto first = on.keys->current(shop, li);
  const auto again = on.keys->current(shop, li);
  const auto elsewhere = on.keys->current(other_shop, li);
  REQUIRE((first && again && elsewhere));
  CHECK(first->id == "li/1");
  CHECK(first->secret.size() == 32);
  CHECK(again->secret == first->secret);
  CHECK(elsewhere->secret != first->secret);
  CHECK(secret_in(*on.keys, shop, "li/1") == first->secret);
  for (const auto* unknown : {"li/2", "li/01", "li/", "li", "", "wang/1"}) {
    CHECK(secret_in(*on.keys, shop, unknown) == std::nullopt);
  }
}

TEST_CASE("durable keys and tenant secrets are there after a reopening") {
  Opened on;
  const auto secret = on.keys->tenant_secret(shop);
  REQUIRE(secret);
  const auto key = on.saved_key(li);
  on.reopen();
  CHECK(secret_in(*on.keys, shop, key.id) == key.secret);
  CHECK(on.keys->current(shop, li)->secret == key.secret);
  CHECK(*on.keys->tenant_secret(shop) == *secret);
  CHECK(*on.keys->tenant_secret(other_shop) != *secret);
}

TEST_CASE("no secret lies in the files in the clear") {
  Opened on;
  const auto key = on.saved_key(li);
  CHECK(content(on.keys_file()).find(key.secret) == std::string::npos);
  CHECK(content(on.keys_file()).find("li") != std::string::npos);
  const auto mode = fs::status(on.options.master_key_file).permissions();
  CHECK(mode == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("making durable writes nothing when there is nothing new") {
  Opened on;
  on.saved_key(li);
  const auto before = fs::file_size(on.keys_file());
  REQUIRE(on.keys->current(shop, li));
  REQUIRE(on.keys->make_durable());
  CHECK(fs::file_size(on.keys_file()) == before);
}

TEST_CASE("child: makes keys durable and is killed" * doctest::skip()) {
  TestDice dice(11);
  const auto keys = FileKeys::open(in(child_folder()), dice);
  if (!keys) return;
  std::ofstream witness(fs::path(child_folder()) / "witness");
  for (int n = 0; n < 50; ++n) {
    const auto key = (*keys)->current(shop, PersonId("p" + std::to_string(n)));
    if (!key || !(*keys)->make_durable()) return;
    witness << key->id << ' ' << crypto::to_hex(key->secret) << std::endl;
  }
  if (!(*keys)->current(shop, PersonId("never-saved"))) return;
  die_like_a_killed_process();
}

TEST_CASE("a killed process loses no key that was made durable") {
  const TempFolder folder;
  REQUIRE(run_child("child: makes keys durable and is killed", folder.path()) == SIGKILL);
  TestDice dice(12);
  const auto keys = FileKeys::open(in(folder.path()), dice);
  REQUIRE(keys);
  std::ifstream witness(folder.path() / "witness");
  std::string id, secret;
  int seen = 0;
  for (; witness >> id >> secret; ++seen) {
    CHECK(secret_in(**keys, shop, id) == crypto::from_hex(secret));
  }
  CHECK(seen == 50);
  CHECK(secret_in(**keys, shop, "never-saved/1") == std::nullopt);
}

TEST_CASE("an erased person's keys are gone from memory and file, other people's stay") {
  Opened on;
  const auto gone = on.saved_key(li);
  const auto stays = on.saved_key(wang);
  const auto before = content(on.keys_file());
  REQUIRE(on.keys->erase(shop, li));
  CHECK(secret_in(*on.keys, shop, gone.id) == std::nullopt);
  CHECK(content(on.keys_file()).find("li") == std::string::npos);
  CHECK(before.find("li") != std::string::npos);
  CHECK(content(on.options.folder / "erasures.log").find("li") != std::string::npos);
  on.reopen();
  CHECK(secret_in(*on.keys, shop, gone.id) == std::nullopt);
  CHECK(secret_in(*on.keys, shop, stays.id) == stays.secret);
}

TEST_CASE("a person who comes back after an erasure gets a key of a new name") {
  Opened on;
  on.saved_key(li);
  REQUIRE(on.keys->erase(shop, li));
  on.reopen();
  const auto back = on.saved_key(li);
  CHECK(back.id == "li/2");
  on.reopen();
  CHECK(secret_in(*on.keys, shop, "li/2") == back.secret);
  CHECK(secret_in(*on.keys, shop, "li/1") == std::nullopt);
}

TEST_CASE("a second erasure does nothing, one of an unknown person is remembered") {
  Opened on;
  on.saved_key(li);
  REQUIRE(on.keys->erase(shop, li));
  REQUIRE(on.keys->erase(shop, wang));
  const auto before = content(on.options.folder / "erasures.log");
  CHECK(before.find("wang") != std::string::npos);
  REQUIRE(on.keys->erase(shop, li));
  REQUIRE(on.keys->erase(shop, wang));
  CHECK(content(on.options.folder / "erasures.log") == before);
}

TEST_CASE("a key that was never made durable is erased too") {
  Opened on;
  REQUIRE(on.keys->current(shop, li));
  REQUIRE(on.keys->erase(shop, li));
  REQUIRE(on.keys->make_durable());
  on.reopen();
  CHECK(secret_in(*on.keys, shop, "li/1") == std::nullopt);
  CHECK(on.keys->current(shop, li)->id == "li/2");
}

TEST_CASE("an old copy of the keys, brought back, is erased again at the opening") {
  Opened on;
  const auto gone = on.saved_key(li);
  fs::copy_file(on.keys_file(), on.folder.path() / "backup");
  REQUIRE(on.keys->erase(shop, li));
  on.keys.reset();
  fs::copy_file(on.folder.path() / "backup", on.keys_file(), fs::copy_options::overwrite_existing);
  on.keys = on.opened();
  CHECK(secret_in(*on.keys, shop, gone.id) == std::nullopt);
  CHECK(content(on.keys_file()).find("li") == std::string::npos);
}

TEST_CASE("a torn tail is cut and what came before stays") {
  for (const std::size_t torn : {1U, 5U, 12U, 40U}) {
    Opened on;
    const auto first = on.saved_key(li);
    const auto whole = content(on.keys_file());
    on.saved_key(wang);
    const auto both = content(on.keys_file());
    on.keys.reset();
    // As a power cut leaves it: the mark of the first batch, a part of the second.
    std::ofstream(on.keys_file(), std::ios::binary)
        << whole.substr(0, 4096) << both.substr(4096, whole.size() - 4096 + torn);
    on.keys = on.opened();
    CHECK(secret_in(*on.keys, shop, first.id) == first.secret);
    CHECK(secret_in(*on.keys, shop, "wang/1") == std::nullopt);
    CHECK(fs::file_size(on.keys_file()) == whole.size());
  }
}

TEST_CASE("damage below the mark is refused by name, wherever it lies") {
  std::size_t size = 0;
  {
    Opened on;
    on.saved_key(li);
    on.saved_key(wang);
    size = fs::file_size(on.keys_file());
  }
  for (std::size_t at = 4096; at < size; at += 13) {
    Opened on;
    on.saved_key(li);
    on.saved_key(wang);
    const char flipped = static_cast<char>(content(on.keys_file())[at] ^ 0x10);
    write_at(on.keys_file(), at, {&flipped, 1});
    CHECK(on.refusal() == "keys_damaged");
  }
}

TEST_CASE("a file shorter than its mark, or without its head, is refused by name") {
  Opened on;
  on.saved_key(li);
  const auto whole = content(on.keys_file());
  fs::resize_file(on.keys_file(), whole.size() - 3);
  CHECK(on.refusal() == "keys_damaged");
  std::ofstream(on.keys_file(), std::ios::binary) << whole;
  write_at(on.keys_file(), 20, "x");
  CHECK(on.refusal() == "keys_damaged");
}

TEST_CASE("another master key is refused by name, and so is a missing or unreadable one") {
  Opened on;
  on.saved_key(li);
  std::ofstream(on.options.master_key_file) << std::string(64, 'a') << '\n';
  CHECK(on.refusal() == "master_key_mismatch");
  std::ofstream(on.options.master_key_file) << "short";
  CHECK(on.refusal() == "master_key_unreadable");
  fs::remove(on.options.master_key_file);
  CHECK(on.refusal() == "master_key_missing");
}

TEST_CASE("a master key in the working folder needs no folder in its name") {
  const TempFolder folder;
  const auto before = fs::current_path();
  fs::current_path(folder.path());
  auto options = in(folder.path());
  options.master_key_file = "master.key";
  TestDice dice(1);
  const auto keys = FileKeys::open(options, dice);
  fs::current_path(before);
  REQUIRE(keys);
  CHECK(fs::exists(folder.path() / "master.key"));
}

TEST_CASE("a master key is made only where that is allowed") {
  const TempFolder folder;
  auto options = in(folder.path());
  options.master_key = FileKeysOptions::Missing::refuse;
  TestDice dice(1);
  const auto keys = FileKeys::open(options, dice);
  REQUIRE_FALSE(keys);
  CHECK(keys.error().code == "master_key_missing");
}

TEST_CASE("a second writer is refused, a reader beside the writer is not") {
  Opened on;
  const auto key = on.saved_key(li);
  const auto second = FileKeys::open(on.options, on.dice);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "keys_in_use");
  const auto reader = on.reader();
  CHECK(secret_in(*reader, shop, key.id) == key.secret);
  CHECK(reader->current(shop, wang).error().code == "keys_read_only");
  CHECK(reader->erase(shop, li).error().code == "keys_read_only");
}

TEST_CASE("a reader beside the writer finds keys and tenants that came after its opening") {
  Opened on;
  const auto early = on.reader();
  const auto first = on.saved_key(li);
  CHECK(secret_in(*early, shop, first.id) == first.secret);
  const auto second = on.saved_key(wang);
  CHECK(early->current(shop, wang)->secret == second.secret);
  const auto secret = on.keys->tenant_secret(other_shop);
  REQUIRE((secret && on.keys->make_durable()));
  const auto seen = early->tenant_secret(other_shop);
  REQUIRE(seen);
  CHECK(*seen == *secret);
}

TEST_CASE("a reader beside the writer reads on in the file that an erasure put in place") {
  Opened on;
  on.saved_key(li);
  const auto reader = on.reader();
  REQUIRE(on.keys->erase(shop, li));
  const auto back = on.saved_key(li);
  CHECK(secret_in(*reader, shop, back.id) == back.secret);
  CHECK(secret_in(*reader, shop, "li/1") == std::nullopt);
  const auto later = on.saved_key(wang);
  CHECK(secret_in(*reader, shop, later.id) == later.secret);
  REQUIRE(on.keys->erase(shop, wang));
  CHECK(secret_in(*reader, shop, "none/1") == std::nullopt);
  CHECK(secret_in(*reader, shop, later.id) == std::nullopt);
}

TEST_CASE("a reader says so when it could not look for keys that came after its opening") {
  Opened on;
  const auto reader = on.reader();
  const auto key = on.saved_key(li);
  write_at(on.keys_file(), 20, "x");
  const auto found = reader->find(shop, key.id);
  REQUIRE_FALSE(found);
  CHECK(found.error().code == "keys_unread");
  CHECK(found.error().kind == FaultKind::unavailable);
}

TEST_CASE("many threads make and save keys while others are erased") {
  Opened on;
  constexpr int threads = 4, people = 40;
  {
    std::vector<std::jthread> running;
    for (int t = 0; t < threads; ++t) {
      running.emplace_back([&, t] {
        for (int n = 0; n < people; ++n) {
          const PersonId person("p" + std::to_string(t) + "-" + std::to_string(n));
          if (!on.keys->current(shop, person) || !on.keys->make_durable()) return;
          if (n % 10 == 0) (void)on.keys->erase(shop, person);
        }
      });
    }
  }
  on.reopen();
  for (int t = 0; t < threads; ++t) {
    for (int n = 0; n < people; ++n) {
      const auto id = "p" + std::to_string(t) + "-" + std::to_string(n) + "/1";
      CHECK(secret_in(*on.keys, shop, id).has_value() == (n % 10 != 0));
    }
  }
}

TEST_CASE("of many that make a master key at once each gets the same whole one") {
  constexpr std::size_t rounds = 50, makers = 8;
  for (std::size_t round = 0; round < rounds; ++round) {
    const TempFolder folder;
    std::vector<std::string> made(makers);
    std::barrier together(static_cast<std::ptrdiff_t>(makers));
    {
      std::vector<std::jthread> threads;
      for (std::size_t n = 0; n < makers; ++n) {
        threads.emplace_back([&, n] {
          TestDice dice(n);
          together.arrive_and_wait();
          const auto key = file_keys::create_master_key(folder.path() / "master.key", dice);
          made[n] = key ? key->text() : key.error().detail;
        });
      }
    }
    CHECK(std::ranges::count(made, made.front()) == makers);
    CHECK(file_keys::load_master_key(folder.path() / "master.key")->text() == made.front());
  }
}
