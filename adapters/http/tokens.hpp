// Bearer tokens: JSON Web Tokens (RFC 7519) signed with HS256 or RS256, checked against a set of
// keys that may be exchanged while serving.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/credential.hpp"
#include "adapters/http/revocations.hpp"
#include "core/ports/clock.hpp"
#include "core/result.hpp"

namespace fettle::http {

enum class TokenAlgorithm { hs256, rs256 };

struct TokenKey {
  std::string id;  // kid
  TokenAlgorithm algorithm = TokenAlgorithm::hs256;
  std::string verifier;               // HS256: the secret; RS256: the public key, PEM
  std::optional<std::string> signer;  // RS256: the private key, PEM, where tokens are issued
};

inline constexpr std::size_t token_bytes_max = 4096;
inline constexpr std::size_t token_secret_bytes_min = 32;
inline constexpr std::chrono::seconds clock_skew{30};

// Keys of a directory: <kid>.hs256 (the secret, in hex), <kid>.rs256.pub (PEM) and, where tokens
// are issued, <kid>.rs256.key (PEM). invalid `token_key_unusable` names the file.
Result<std::vector<TokenKey>> read_token_keys(const std::string& directory);

class Tokens {
 public:
  // `cached_max`: verified tokens remembered until they expire or keys or revocations change.
  Tokens(std::vector<TokenKey> keys, const Revocations& revocations, const Clock& clock,
         std::size_t cached_max);
  ~Tokens();

  // `authorization`: the header's value, if there was one. Any thread. unauthorized: token_missing,
  // token_malformed, token_algorithm, token_key_unknown, token_signature, token_expired,
  // token_not_yet_valid, token_claims, token_revoked.
  Checked<std::shared_ptr<const Credential>> verify(std::optional<std::string_view> authorization);

  void replace_keys(std::vector<TokenKey> keys);  // rotation; any thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Signs a token that says what the credential says. invalid: the key cannot sign.
Result<std::string> issue_token(const TokenKey& key, const Credential& credential);

}  // namespace fettle::http
