#include "core/ulid.hpp"

#include <cstdint>

namespace fettle {
namespace {

constexpr char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

std::string make_ulid(Moment now, Dice& dice) {
  std::string text(26, '0');
  auto millis = static_cast<std::uint64_t>(now.since_epoch().count()) / 1000;
  for (int i = 9; i >= 0; --i, millis >>= 5)
    text[static_cast<std::size_t>(i)] = crockford[millis & 31];
  const auto random = dice.bytes(16);
  for (std::size_t i = 0; i < 16; ++i) {
    text[10 + i] = crockford[static_cast<unsigned char>(random[i]) & 31];
  }
  return text;
}

}  // namespace fettle
