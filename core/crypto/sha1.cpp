#include "core/crypto/sha1.hpp"

#include <openssl/evp.h>

#include "core/crypto/crypto.hpp"
#include "core/result.hpp"

namespace fettle::crypto {

std::string sha1_hex(std::string_view bytes) {
  std::string digest(20, '\0');
  const bool done =
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                 nullptr, EVP_sha1(), nullptr) == 1;
  invariant(done, "OpenSSL knows SHA-1");
  return to_hex(digest);
}

}  // namespace fettle::crypto
