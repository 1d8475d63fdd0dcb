#include "core/master_key.hpp"

namespace fettle {
namespace {

constexpr std::size_t nonce_bytes = 12;

}  // namespace

Secret secret_of(std::string_view bytes) {
  invariant(bytes.size() == secret_bytes, "a secret is 32 bytes");
  Secret secret;
  bytes.copy(secret.data(), secret.size());
  return secret;
}

std::optional<MasterKey> MasterKey::parse(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const auto secret = crypto::from_hex(text);
  if (!secret || secret->size() != secret_bytes) return std::nullopt;
  return MasterKey(secret_of(*secret));
}

crypto::Sealed MasterKey::wrap(std::string_view name, std::string_view secret, Dice& dice) const {
  return crypto::seal(bytes(), dice.bytes(nonce_bytes), name, secret);
}

std::optional<std::string> MasterKey::unwrap(std::string_view name,
                                             const crypto::Sealed& wrapped) const {
  auto secret = crypto::open(bytes(), name, wrapped);
  if (secret && secret->size() != secret_bytes) secret.reset();
  return secret;
}

}  // namespace fettle
