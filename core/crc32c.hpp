// CRC-32C (Castagnoli, RFC 3720 B.4): guards stored frames against torn writes and rot.
#pragma once

#include <cstdint>
#include <string_view>

namespace fettle {

// `before` continues the sum of earlier bytes: crc32c(b, crc32c(a)) == crc32c(a + b).
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace fettle
