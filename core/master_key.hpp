// The master key of a key store: wraps every other secret at rest. It is kept apart from the keys
// and from their backups.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/crypto/crypto.hpp"
#include "core/ports/dice.hpp"
#include "core/result.hpp"

namespace fettle {

inline constexpr std::size_t secret_bytes = 32;  // of every key, AES-256
using Secret = std::array<char, secret_bytes>;

Secret secret_of(std::string_view bytes);
inline std::string text_of(const Secret& secret) { return {secret.data(), secret.size()}; }

class MasterKey {
 public:
  // From 64 hexadecimal digits, with or without an end of line; nothing when it is something else.
  static std::optional<MasterKey> parse(std::string_view text);
  static MasterKey made(Dice& dice) { return MasterKey(secret_of(dice.bytes(secret_bytes))); }
  std::string text() const { return crypto::to_hex(bytes()) + '\n'; }

  // The name is authenticated with the secret, so that what is stored cannot be moved under
  // another one.
  crypto::Sealed wrap(std::string_view name, std::string_view secret, Dice& dice) const;
  // Nothing when it was not wrapped by this key under this name, or is no secret.
  std::optional<std::string> unwrap(std::string_view name, const crypto::Sealed& wrapped) const;

 private:
  explicit MasterKey(const Secret& secret) : secret_(secret) {}
  std::string_view bytes() const { return {secret_.data(), secret_.size()}; }

  Secret secret_;
};

}  // namespace fettle
