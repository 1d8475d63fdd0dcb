#include "core/partitioning.hpp"

#include "core/bytes.hpp"

namespace fettle {

std::uint32_t murmur2(std::string_view bytes) {
  constexpr std::uint32_t seed = 0x9747b28c, mixer = 0x5bd1e995;
  constexpr int shift = 24;
  auto hash = seed ^ static_cast<std::uint32_t>(bytes.size());
  for (; bytes.size() >= 4; bytes.remove_prefix(4)) {
    auto word = load_little<std::uint32_t>(bytes.data()) * mixer;
    word = (word ^ (word >> shift)) * mixer;
    hash = (hash * mixer) ^ word;
  }
  std::uint32_t rest = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    rest = (rest << 8) | static_cast<unsigned char>(bytes[i - 1]);
  }
  if (!bytes.empty()) hash = (hash ^ rest) * mixer;
  hash = (hash ^ (hash >> 13)) * mixer;
  return hash ^ (hash >> 15);
}

}  // namespace fettle
