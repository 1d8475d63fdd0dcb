#include "core/bytes.hpp"

#include <doctest/doctest.h>

namespace fettle {

TEST_CASE("pieces led by their size are taken in order, and never beyond the end") {
  std::string bytes;
  append_sized<std::uint16_t>(bytes, "name");
  append_sized<std::uint32_t>(bytes, "");
  append_sized<std::uint32_t>(bytes, "value");
  std::string_view rest = bytes;
  CHECK(take_sized<std::uint16_t>(rest) == "name");
  CHECK(take_sized<std::uint32_t>(rest) == "");
  CHECK(take_sized<std::uint32_t>(rest) == "value");
  CHECK(rest.empty());
  CHECK_FALSE(take_sized<std::uint16_t>(rest));
  for (std::size_t cut = 0; cut < 9; ++cut) {
    std::string piece;
    append_sized<std::uint32_t>(piece, "value");
    rest = std::string_view(piece).substr(0, cut);
    CHECK_FALSE(take_sized<std::uint32_t>(rest));
    CHECK(rest.size() == cut);
  }
}

}  // namespace fettle
