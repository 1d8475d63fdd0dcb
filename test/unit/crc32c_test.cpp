// The checksum against the vectors of RFC 3720 B.4.
#include "core/crc32c.hpp"

#include <doctest/doctest.h>

#include <string>

using fettle::crc32c;

TEST_CASE("crc32c gives the values of RFC 3720") {
  CHECK(crc32c(std::string(32, '\0')) == 0x8a9136aa);
  CHECK(crc32c(std::string(32, '\xff')) == 0x62a8ab43);
  CHECK(crc32c("123456789") == 0xe3069283);
  CHECK(crc32c("") == 0);
}

TEST_CASE("crc32c may be summed piece by piece") {
  const std::string text = "an order from intake to paid";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CHECK(crc32c(text.substr(cut), crc32c(text.substr(0, cut))) == crc32c(text));
  }
}
