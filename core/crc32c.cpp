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
// The processor begins a sum of eight bytes in every cycle and ends it two later: three lanes of a
// text are summed side by side.
constexpr std::size_t lane = 256;

// What becomes of each byte of a sum by a lane of zeros behind it. Sums are linear: that of a text
// is the exclusive or of those of its lanes, each with zeros in place of the others.
constexpr auto over_a_lane = [] {
  std::array<std::array<std::uint32_t, 256>, 4> made{};
  for (std::uint32_t place = 0; place < 4; ++place) {
    for (std::uint32_t bit = 1; bit < 256; bit <<= 1) {
      auto sum = bit << 8 * place;
      for (std::size_t i = 0; i < lane; ++i) sum = table[sum & 0xff] ^ sum >> 8;
      for (std::uint32_t byte = 0; byte < bit; ++byte) {
        made[place][bit | byte] = made[place][byte] ^ sum;
      }
    }
  }
  return made;
}();

std::uint64_t passed_over_a_lane(std::uint64_t sum) {
  return over_a_lane[0][sum & 0xff] ^ over_a_lane[1][sum >> 8 & 0xff] ^
         over_a_lane[2][sum >> 16 & 0xff] ^ over_a_lane[3][sum >> 24 & 0xff];
}

std::uint64_t word_at(const char* place) {
  std::uint64_t word;
  std::memcpy(&word, place, sizeof word);
  return word;
}

// By the processor's own instruction.
__attribute__((target("sse4.2"))) std::uint32_t by_processor(std::string_view bytes,
                                                             std::uint32_t before) {
  std::uint64_t sum = before;
  while (bytes.size() >= 3 * lane) {
    std::uint64_t second = 0, third = 0;
    for (const char* at = bytes.data(); at != bytes.data() + lane; at += 8) {
      sum = _mm_crc32_u64(sum, word_at(at));
      second = _mm_crc32_u64(second, word_at(at + lane));
      third = _mm_crc32_u64(third, word_at(at + 2 * lane));
    }
    sum = passed_over_a_lane(passed_over_a_lane(sum) ^ second) ^ third;
    bytes.remove_prefix(3 * lane);
  }
  while (bytes.size() >= 8) {
    sum = _mm_crc32_u64(sum, word_at(bytes.data()));
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
