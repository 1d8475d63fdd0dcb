#include "core/text_numbers.hpp"

#include <doctest/doctest.h>

#include <cstdint>

namespace fettle {

TEST_CASE("a number is read whole or not at all") {
  CHECK(whole_number<std::uint64_t>("18446744073709551615") == UINT64_MAX);
  CHECK(whole_number<std::int64_t>("-9223372036854775808") == INT64_MIN);
  CHECK(whole_number<std::uint16_t>("007") == 7);
  for (const auto* text : {"", " 1", "1 ", "+1", "1.0", "0x1", "1e3", "-", "x"}) {
    CAPTURE(text);
    CHECK_FALSE(whole_number<std::int64_t>(text));
  }
  CHECK_FALSE(whole_number<std::uint64_t>(std::string_view()));
  CHECK_FALSE(whole_number<std::uint64_t>("-1"));
  CHECK_FALSE(whole_number<std::uint16_t>("65536"));
  CHECK_FALSE(whole_number<std::uint64_t>("18446744073709551616"));
}

}  // namespace fettle
