// The keys a server verifies with: every change of a file is noticed, and no folder means no keys.
#include "adapters/cli/tools/signing_keys.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::cli;

namespace {

struct Folder {
  Folder() { write('a'); }
  // In its place, so that the folder itself does not change.
  void write(char digit) const {
    std::ofstream(file) << std::string(64, digit) << '\n';
    std::filesystem::last_write_time(
        file, std::filesystem::last_write_time(file) + std::chrono::seconds(digit));
  }

  test::TempFolder folder;
  std::filesystem::path path = made(folder.path() / "tokens");
  std::filesystem::path file = path / "k1.hs256";

 private:
  static std::filesystem::path made(std::filesystem::path path) {
    std::filesystem::create_directory(path);
    return path;
  }
};

}  // namespace

TEST_CASE("keys are told once, and again when one is overwritten in place") {
  const Folder on;
  SigningKeys keys(on.path);
  const auto first = keys.changed();
  REQUIRE((first && *first && (*first)->size() == 1));
  CHECK_FALSE(*keys.changed());
  on.write('b');
  const auto second = keys.changed();
  REQUIRE((second && *second && (*second)->size() == 1));
  CHECK((**second)[0].verifier != (**first)[0].verifier);
  CHECK_FALSE(*keys.changed());
}

TEST_CASE("when the folder is removed no key is left") {
  const Folder on;
  SigningKeys keys(on.path);
  REQUIRE(*keys.changed());
  std::filesystem::remove_all(on.path);
  const auto none = keys.changed();
  REQUIRE((none && *none));
  CHECK((*none)->empty());
  CHECK_FALSE(*keys.changed());
}

TEST_CASE("what cannot be read is a fault each time, and not the end of the keys") {
  const Folder on;
  SigningKeys keys(on.path);
  REQUIRE(*keys.changed());
  std::ofstream(on.file) << "short";
  CHECK(keys.changed().error().code == "token_key_unusable");
  CHECK(keys.changed().error().code == "token_key_unusable");
  on.write('c');
  CHECK(*keys.changed());
  std::filesystem::remove_all(on.path);
  std::ofstream(on.path) << "a file";
  CHECK(keys.changed().error().code == "token_keys_unusable");
}
