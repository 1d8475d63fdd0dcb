#include "core/crc32c.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace fettle {
namespace {

constexpr std::array<std::uint32_t, 256> table = [] {
  constexpr std::uint32_t polynomial_reversed = 0x82f63b78;
  std::array<std::uint32_t, 256> made{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t sum = i;
    for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? polynomial_reversed : 0);
    made[i] = sum;
  }
  return made;
}();

std::uint32_t by_table(std::string_view bytes, std::uint32_t sum) {
  for (const char byte : bytes) {
    sum = table[(sum ^ static_cast<unsigned char>(byte)) & 0xff] ^ sum >> 8;
  }
  return sum;
}

#if defined(__x86_64__)
// The processor's own instruction, eight bytes at a time.
__attribute__((target("sse4.2"))) std::uint32_t by_processor(std::string_view bytes,
                                                             std::uint32_t before) {
  std::uint64_t sum = before;
  while (bytes.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), 8);
    sum = _mm_crc32_u64(sum, word);
    bytes.remove_prefix(8);
  }
  return by_table(bytes, static_cast<std::uint32_t>(sum));
}
#endif

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::uint32_t before) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2");
  if (has_instruction) return ~by_processor(bytes, ~before);
#endif
  return ~by_table(bytes, ~before);
}

}  // namespace fettle
