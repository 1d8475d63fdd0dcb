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

TEST_CASE("crc32c of a long text is that of its single bytes") {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += static_cast<char>(i * i + i / 7);
  for (const std::size_t size : {767u, 768u, 769u, 1536u, 2304u, 3999u, 4000u}) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum = crc32c(text.substr(i, 1), sum);
    CHECK(crc32c(text.substr(0, size)) == sum);
  }
}

TEST_CASE("crc32c may be summed piece by piece") {
  const std::string text = "an order from intake to paid";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    CHECK(crc32c(text.substr(cut), crc32c(text.substr(0, cut))) == crc32c(text));
  }
}
