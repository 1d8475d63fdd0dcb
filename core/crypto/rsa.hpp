// RSA signatures: PKCS#1 v1.5 with SHA-256, as payment services ask for. A key is read once and
// then used by any number of threads at a time; copies share it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace fettle::crypto {

inline constexpr int rsa_bits_min = 2048;
inline constexpr std::size_t pem_bytes_max = 64 * 1024;

using KeyHandle = std::shared_ptr<evp_pkey_st>;

class RsaPrivateKey {
 public:
  // PEM, PKCS#8 or PKCS#1, without a passphrase. invalid `private_key_unreadable`: anything else,
  // another kind of key, or one shorter than rsa_bits_min.
  static Result<RsaPrivateKey> parse(std::string_view pem);

  std::string sign(std::string_view message) const;  // raw bytes, as many as the key has

 private:
  explicit RsaPrivateKey(KeyHandle key) : key_(std::move(key)) {}

  KeyHandle key_;
};

class RsaPublicKey {
 public:
  // PEM "PUBLIC KEY". invalid `public_key_unreadable`, as above.
  static Result<RsaPublicKey> parse(std::string_view pem);
  // Of a certificate that was read elsewhere; the same refusals.
  static Result<RsaPublicKey> from(KeyHandle key);

  bool verifies(std::string_view message, std::string_view signature) const;

 private:
  explicit RsaPublicKey(KeyHandle key) : key_(std::move(key)) {}

  KeyHandle key_;
};

}  // namespace fettle::crypto
