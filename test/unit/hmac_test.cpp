// The vectors of RFC 4231, and keys of any length in turn: the context is kept between calls.
#include <doctest/doctest.h>

#include "core/crypto/crypto.hpp"

namespace fettle::test {
namespace {

std::string mac(std::string_view key, std::string_view message) {
  return crypto::to_hex(crypto::text(crypto::hmac_sha256(key, message)));
}

}  // namespace

TEST_CASE("HMAC is what RFC 4231 says, whatever key came before") {
  for (int round = 0; round < 2; ++round) {
    CHECK(mac(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    for (int again = 0; again < 2; ++again) {
      CHECK(mac("Jefe", "what do ya want for nothing?") ==
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
    CHECK(mac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(mac("", "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    CHECK(mac({}, {}) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  }
}

}  // namespace fettle::test
