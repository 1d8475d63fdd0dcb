#include "core/partitioning.hpp"

#include <doctest/doctest.h>

using namespace fettle;

TEST_CASE("murmur2 gives what Kafka's own tests expect") {
  const auto hash = [](std::string_view text) { return static_cast<std::int32_t>(murmur2(text)); };
  CHECK(hash("21") == -973932308);
  CHECK(hash("foobar") == -790332482);
  CHECK(hash("a-little-bit-long-string") == -985981536);
  CHECK(hash("a-little-bit-longer-string") == -1486304829);
  CHECK(hash("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8") == -58897971);
  CHECK(hash("abc") == 479470107);
}

TEST_CASE("a tenant's partition lies below their number") {
  for (const auto* tenant : {"demo", "north", "south", "21", "foobar"}) {
    for (std::uint32_t count : {1U, 2U, 12U, 24U}) {
      CHECK(number(chosen_partition(TenantId(tenant), count)) < count);
    }
  }
}
