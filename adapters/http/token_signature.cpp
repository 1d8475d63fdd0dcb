// The home of the JWT library: RS256, and the making of tokens. HS256 is checked by ours, because
// the library compares signatures in a time that depends on how much of them is right.
#include "adapters/http/token_signature.hpp"

#include <jwt/jwt.hpp>

#include "adapters/http/constant_time.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle::http {
namespace {

jwt::string_view view(std::string_view text) { return {text.data(), text.size()}; }

std::int64_t seconds(Moment moment) {
  return std::chrono::floor<std::chrono::seconds>(moment.since_epoch()).count();
}

jwt::jwt_object unsigned_token(const TokenKey& key, const Credential& credential) {
  const bool hmac = key.algorithm == TokenAlgorithm::hs256;
  jwt::jwt_object token{jwt::params::algorithm(hmac ? "HS256" : "RS256"),
                        jwt::params::secret(hmac ? key.verifier : *key.signer),
                        jwt::params::headers({{"kid", key.id}})};
  token.add_claim("sub", credential.account.text())
      .add_claim("tenant", credential.tenant.text())
      .add_claim("role", credential.role)
      .add_claim("jti", credential.token_id)
      .add_claim("iat", seconds(credential.issued))
      .add_claim("exp", seconds(credential.expires));
  if (credential.store) token.add_claim("store", *credential.store);
  if (credential.face) token.add_claim("face", *credential.face);
  if (credential.scope) token.add_claim("scope", *credential.scope);
  return token;
}

}  // namespace

bool is_genuine(const TokenShape& shape, const TokenKey& key) {
  if (key.algorithm == TokenAlgorithm::hs256) {
    const auto expected = crypto::hmac_sha256(key.verifier, shape.signed_part);
    return equal_in_constant_time(crypto::text(expected), shape.signature);
  }
  try {
    const auto [right, error] = jwt::PEMSign<jwt::algo::RS256>::verify(
        view(key.verifier), view(shape.signed_part), view(shape.signature_text));
    return right && !error;
  } catch (const std::exception&) {
    return false;
  }
}

Result<std::string> issue_token(const TokenKey& key, const Credential& credential) {
  const Fault unable{FaultKind::invalid, "token_key_cannot_sign", key.id};
  if (key.algorithm == TokenAlgorithm::rs256 && !key.signer) return unable;
  try {
    std::error_code error;
    auto text = unsigned_token(key, credential).signature(error);
    if (error) return unable;
    return text;
  } catch (const std::exception&) {
    return unable;
  }
}

}  // namespace fettle::http
