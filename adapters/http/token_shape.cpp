// Tokens read with more suspicion than the JWT library has.
#include "adapters/http/token_shape.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "adapters/http/base64url.hpp"
#include "core/id.hpp"

namespace fettle::http {
namespace {

using Json = nlohmann::json;

constexpr int depth_max = 4;

Rejection malformed(std::string detail) {
  return {Refusal::unauthorized, "token_malformed", std::move(detail)};
}

Rejection bad_claims(std::string detail) {
  return {Refusal::unauthorized, "token_claims", std::move(detail)};
}

// An object whose members, at every depth, are named once.
std::optional<Json> parse_object(std::string_view text) {
  std::vector<std::set<std::string>> open;
  bool sound = true;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > depth_max) sound = false;
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key) {
      sound = open.back().insert(parsed.get<std::string>()).second && sound;
    }
    return true;
  };
  auto json = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (!sound || !json.is_object()) return std::nullopt;
  return json;
}

std::optional<std::string> text_member(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<TokenAlgorithm> algorithm_of(std::string_view name) {
  if (name == "HS256") return TokenAlgorithm::hs256;
  if (name == "RS256") return TokenAlgorithm::rs256;
  return std::nullopt;
}

Checked<void> read_header(std::string_view text, TokenShape& shape) {
  const auto header = parse_object(text);
  if (!header) return malformed("the header is no JSON object with each member once");
  if (header->contains("crit")) return malformed("crit names an extension that is not known here");
  const auto type = header->find("typ");
  if (type != header->end() && *type != "JWT") return malformed("typ is not JWT");
  const auto algorithm = algorithm_of(text_member(*header, "alg").value_or(""));
  if (!algorithm) {
    return Rejection{Refusal::unauthorized, "token_algorithm", "alg is HS256 or RS256"};
  }
  auto key_id = text_member(*header, "kid");
  if (!key_id) return malformed("kid is missing");
  shape.algorithm = *algorithm;
  shape.key_id = std::move(*key_id);
  return {};
}

Checked<std::optional<std::int64_t>> time_claim(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) return std::optional<std::int64_t>();
  // Far beyond any calendar of ours a sum with the skew could overflow.
  constexpr std::int64_t latest = 253'402'300'799;  // the end of year 9999
  if (!found->is_number_integer() || *found < 0 || *found > latest) {
    return bad_claims(std::string(name) + " is not a whole number of seconds");
  }
  return std::optional(found->get<std::int64_t>());
}

Checked<std::int64_t> needed_time(const Json& json, const char* name) {
  const auto time = TRY(time_claim(json, name));
  if (!time) return bad_claims(std::string(name) + " is missing");
  return *time;
}

Checked<std::string> needed_name(const Json& json, const char* name) {
  auto text = text_member(json, name);
  if (!text || !AccountId::well_formed(*text)) {
    return bad_claims(std::string(name) + " is missing or no id");
  }
  return std::move(*text);
}

Checked<std::optional<std::string>> optional_name(const Json& json, const char* name) {
  if (!json.contains(name)) return std::optional<std::string>();
  return std::optional(TRY(needed_name(json, name)));
}

}  // namespace

Checked<TokenShape> read_token(std::string_view token) {
  if (token.size() > token_bytes_max) return malformed("longer than any token of ours");
  const auto first = token.find('.');
  const auto second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return malformed("a token has three parts");
  }
  const auto header = from_base64url(token.substr(0, first));
  auto payload = from_base64url(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!header || !payload || !signature) return malformed("a part is not base64url");
  TokenShape shape;
  TRY(read_header(*header, shape));
  shape.signed_part = token.substr(0, second);
  shape.signature_text = token.substr(second + 1);
  shape.signature = std::move(*signature);
  shape.payload = std::move(*payload);
  return shape;
}

Checked<TokenClaims> read_claims(std::string_view payload) {
  const auto json = parse_object(payload);
  if (!json) return malformed("the payload is no JSON object with each member once");
  TokenClaims claims;
  claims.account = TRY(needed_name(*json, "sub"));
  claims.tenant = TRY(needed_name(*json, "tenant"));
  claims.role = TRY(needed_name(*json, "role"));
  claims.token_id = TRY(needed_name(*json, "jti"));
  claims.store = TRY(optional_name(*json, "store"));
  claims.face = TRY(optional_name(*json, "face"));
  claims.scope = text_member(*json, "scope");
  claims.issued = TRY(needed_time(*json, "iat"));
  claims.expires = TRY(needed_time(*json, "exp"));
  claims.not_before = TRY(time_claim(*json, "nbf"));
  return claims;
}

}  // namespace fettle::http
