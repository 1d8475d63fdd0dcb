// The few primitives the engine needs; the home of OpenSSL's libcrypto. All are pure and may be
// called from any thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace fettle::crypto {

using Digest = std::array<char, 32>;

inline std::string_view text(const Digest& digest) { return {digest.data(), digest.size()}; }

// SHA-256 (FIPS 180-4) fed piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  Digest finish();  // and begins anew

 private:
  void* context_;
};

Digest hmac_sha256(std::string_view key, std::string_view message);  // RFC 2104

struct Sealed {
  std::string nonce;       // 12 bytes
  std::string ciphertext;  // with the 16-byte tag behind it
};

// AES-256-GCM (NIST SP 800-38D). `about` is authenticated, not stored.
Sealed seal(std::string_view key, std::string_view nonce, std::string_view about,
            std::string_view plain);
std::optional<std::string> open(std::string_view key, std::string_view about, const Sealed& sealed);
// As `open`; with a key of 16 bytes it is AES-128-GCM. For what others have sealed.
std::optional<std::string> open_foreign(std::string_view key, std::string_view about,
                                        const Sealed& sealed);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);
std::string to_base64(std::string_view bytes);  // RFC 4648 section 4, padded
std::optional<std::string> from_base64(std::string_view text);
// Only the one spelling that to_base64 gives: no bits that are thrown away may be set.
std::optional<std::string> from_base64_strict(std::string_view text);

}  // namespace fettle::crypto
