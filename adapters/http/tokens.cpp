// Verification of tokens, and the memory of those verified lately.
#include "adapters/http/tokens.hpp"

#include <map>
#include <mutex>

#include "adapters/http/token_shape.hpp"
#include "adapters/http/token_signature.hpp"
#include "core/by_name.hpp"

namespace fettle::http {
namespace {

using Verified = std::shared_ptr<const Credential>;

Rejection no(std::string code, std::string detail) {
  return {Refusal::unauthorized, std::move(code), std::move(detail)};
}

Moment at(std::int64_t seconds) { return Moment(std::chrono::seconds(seconds)); }

Checked<std::string_view> bearer(std::optional<std::string_view> authorization) {
  if (!authorization) return no("token_missing", "send Authorization: Bearer and a token");
  constexpr std::string_view scheme = "bearer ";
  auto text = *authorization;
  bool is_bearer = text.size() > scheme.size();
  for (std::size_t i = 0; is_bearer && i < scheme.size(); ++i) {
    is_bearer = (text[i] | 0x20) == scheme[i];
  }
  if (!is_bearer) return no("token_missing", "send Authorization: Bearer and a token");
  text.remove_prefix(scheme.size());
  return text;
}

Checked<void> check_times(const TokenClaims& claims, Moment now) {
  const Micros skew = clock_skew;
  if (now >= at(claims.expires) + skew) return no("token_expired", "get a new token");
  const auto begins = std::max(claims.issued, claims.not_before.value_or(0));
  if (now + skew < at(begins)) return no("token_not_yet_valid", "issued in the future");
  return {};
}

Credential credential_of(TokenClaims claims) {
  return {AccountId(std::move(claims.account)),
          TenantId(std::move(claims.tenant)),
          std::move(claims.role),
          std::move(claims.token_id),
          std::move(claims.store),
          std::move(claims.face),
          std::move(claims.scope),
          at(claims.issued),
          at(claims.expires)};
}

}  // namespace

struct Tokens::State {
  using Keys = std::map<std::string, TokenKey, std::less<>>;

  State(const Revocations& revoked, const Clock& time, std::size_t most)
      : revocations(revoked), clock(time), cached_max(most) {}

  Checked<Verified> verify_afresh(std::string_view token) const;
  Verified remembered(std::string_view token);
  void remember(std::string_view token, const Verified& verified, std::uint64_t seen);

  const Revocations& revocations;
  const Clock& clock;
  const std::size_t cached_max;
  mutable std::mutex mutex;
  std::shared_ptr<const Keys> keys;
  std::uint64_t version = 0;  // of the revocations that the cache knows
  ByName<Verified> cache;
};

Checked<Verified> Tokens::State::verify_afresh(std::string_view token) const {
  const auto shape = TRY(read_token(token));
  const auto all = [&] {
    const std::lock_guard lock(mutex);
    return keys;
  }();
  const auto key = all->find(shape.key_id);
  if (key == all->end()) return no("token_key_unknown", "kid names no key of ours");
  if (key->second.algorithm != shape.algorithm) return no("token_algorithm", "not this key's alg");
  if (!is_genuine(shape, key->second)) return no("token_signature", "the signature is wrong");
  auto claims = TRY(read_claims(shape.payload));
  TRY(check_times(claims, clock.now()));
  auto credential = std::make_shared<const Credential>(credential_of(std::move(claims)));
  if (revocations.revoked(*credential)) return no("token_revoked", "this token was revoked");
  return Verified(std::move(credential));
}

Verified Tokens::State::remembered(std::string_view token) {
  const auto found = cache.find(token);
  if (found == cache.end()) return nullptr;
  if (clock.now() < found->second->expires + clock_skew) return found->second;
  cache.erase(found);
  return nullptr;
}

// `seen`: the revocations looked at before verifying. Had they, or the keys, changed since, the
// token is not remembered and asked again next time.
void Tokens::State::remember(std::string_view token, const Verified& verified, std::uint64_t seen) {
  if (seen != version || cached_max == 0) return;
  if (cache.size() >= cached_max) cache.erase(cache.begin());
  cache.emplace(token, verified);
}

Tokens::Tokens(std::vector<TokenKey> keys, const Revocations& revocations, const Clock& clock,
               std::size_t cached_max)
    : state_(std::make_unique<State>(revocations, clock, cached_max)) {
  replace_keys(std::move(keys));
}
Tokens::~Tokens() = default;

Checked<Verified> Tokens::verify(std::optional<std::string_view> authorization) {
  const auto token = TRY(bearer(authorization));
  const auto seen = state_->revocations.version();
  std::shared_ptr<const State::Keys> keys;
  {
    const std::lock_guard lock(state_->mutex);
    if (seen != state_->version) state_->cache.clear();
    state_->version = seen;
    keys = state_->keys;
    if (auto known = state_->remembered(token)) return known;
  }
  auto verified = TRY(state_->verify_afresh(token));
  const std::lock_guard lock(state_->mutex);
  if (keys == state_->keys) state_->remember(token, verified, seen);
  return verified;
}

void Tokens::replace_keys(std::vector<TokenKey> keys) {
  auto table = std::make_shared<State::Keys>();
  for (auto& key : keys) table->emplace(key.id, std::move(key));
  const std::lock_guard lock(state_->mutex);
  state_->keys = std::move(table);
  state_->cache.clear();
}

}  // namespace fettle::http
