// Opening what was sealed, whatever was sealed and opened on the same thread before.
#include <doctest/doctest.h>

#include "core/crypto/crypto.hpp"

namespace fettle::crypto {

TEST_CASE("a field opens by its own key, and only as what it was sealed for") {
  const std::string key(32, 'k'), other(32, 'o'), nonce(12, 'n'), next_nonce(12, 'm');
  const auto name = seal(key, nonce, "demo/anna/1", "王小明");
  const auto phone = seal(other, next_nonce, "demo/tom/1", "13800000009");
  for (int turn = 0; turn < 2; ++turn) {
    CHECK(open(key, "demo/anna/1", name) == "王小明");
    CHECK_FALSE(open(other, "demo/anna/1", name));
    CHECK_FALSE(open(key, "demo/tom/1", name));
    CHECK(open(other, "demo/tom/1", phone) == "13800000009");
    CHECK(open_foreign(key, "demo/anna/1", name) == "王小明");
    // A shorter key is another algorithm between two of ours.
    CHECK_FALSE(open_foreign(std::string(16, 's'), "demo/anna/1", name));
    CHECK(seal(key, nonce, "demo/anna/1", "王小明").ciphertext == name.ciphertext);
  }
}

}  // namespace fettle::crypto
