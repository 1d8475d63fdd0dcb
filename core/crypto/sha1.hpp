// SHA-1 (FIPS 180-4), for checksums that others give of their files. It protects against accidents
// only: what is to be trusted comes by a signature.
#pragma once

#include <string>
#include <string_view>

namespace fettle::crypto {

std::string sha1_hex(std::string_view bytes);  // 40 digits, lower case

}  // namespace fettle::crypto
