// The contract of key stores on those that need no server.
#include "adapters/file_keys/file_keys.hpp"
#include "test/contract/keys_contract.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::test {
namespace {

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

CHECK_KEYS_CONTRACT(InFiles, InMemory);

}  // namespace
}  // namespace fettle::test
