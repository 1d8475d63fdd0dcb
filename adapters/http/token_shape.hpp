// A token taken apart and checked for what the JWT library lets pass: members named twice, unknown
// `crit`, other algorithms, loose base64. Nothing here says that a token is genuine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/tokens.hpp"
#include "core/result.hpp"

namespace fettle::http {

struct TokenClaims {
  std::string account, tenant, role, token_id;  // sub, tenant, role, jti
  std::optional<std::string> store, face, scope;
  std::int64_t issued = 0;   // iat, seconds
  std::int64_t expires = 0;  // exp
  std::optional<std::int64_t> not_before;
};

struct TokenShape {
  TokenAlgorithm algorithm = TokenAlgorithm::hs256;
  std::string key_id;
  std::string_view signed_part;     // header and payload as sent
  std::string_view signature_text;  // base64url
  std::string signature;
  std::string payload;  // JSON, not to be believed before the signature is checked
};

// The token's text must outlive the shape. unauthorized token_malformed | token_algorithm.
Checked<TokenShape> read_token(std::string_view token);

// unauthorized token_malformed | token_claims.
Checked<TokenClaims> read_claims(std::string_view payload);

}  // namespace fettle::http
