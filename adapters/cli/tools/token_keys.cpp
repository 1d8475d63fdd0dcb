#include "adapters/cli/tools/token_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "adapters/file_keys/file.hpp"
#include "adapters/http/token_shape.hpp"
#include "core/crypto/crypto.hpp"
#include "core/ulid.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto first_key_name = "dev.hs256";
constexpr std::size_t secret_bytes = 32;

Result<void> make_first_key(const fs::path& folder, Dice& dice) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return Fault{FaultKind::unavailable, "token_keys_unusable",
                 folder.string() + ": " + error.message()};
  }
  TRY(file_keys::make_file(folder / first_key_name,
                           crypto::to_hex(dice.bytes(secret_bytes)) + "\n"));
  return {};
}

// Nothing is in it but the first key, perhaps, and what other processes are about to name so.
bool is_fresh(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(first_key_name)) return false;
  }
  return !error || error == std::errc::no_such_file_or_directory;
}

bool can_sign(const http::TokenKey& key) {
  return key.algorithm == http::TokenAlgorithm::hs256 || key.signer.has_value();
}

template <class Name>
Result<Name> name_of(const std::string& text, std::string_view what) {
  if (Name::well_formed(text)) return Name(text);
  return Fault{FaultKind::invalid, "token_wish_malformed",
               fmt::format("{} is 1 to 64 of A-Z a-z 0-9 . _ : @ -, not: {}", what, text)};
}

std::optional<std::string> unless_empty(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

Result<http::TokenKey> signing_key(const fs::path& folder, Dice& dice) {
  std::error_code error;
  if (is_fresh(folder) && !fs::exists(folder / first_key_name, error)) {
    TRY(make_first_key(folder, dice));
  }
  const auto keys = TRY(http::read_token_keys(folder.string()));
  const auto found = std::ranges::find_if(keys, can_sign);
  if (found != keys.end()) return *found;
  return Fault{FaultKind::invalid, "token_key_missing",
               folder.string() + " holds no key that can sign"};
}

Result<std::string> make_token(const http::TokenKey& key, const TokenWish& wish, Moment now,
                               Dice& dice) {
  const auto account = TRY(name_of<AccountId>(wish.account, "an account"));
  const auto tenant = TRY(name_of<TenantId>(wish.tenant, "a tenant"));
  TRY(name_of<AccountId>(wish.role, "a role"));
  return http::issue_token(key, {.account = account,
                                 .tenant = tenant,
                                 .role = wish.role,
                                 .token_id = make_ulid(now, dice),
                                 .store = unless_empty(wish.store),
                                 .face = unless_empty(wish.face),
                                 .scope = std::nullopt,
                                 .issued = now,
                                 .expires = now + wish.lifetime});
}

Result<std::string> id_of_token(std::string_view token) {
  const auto unreadable = [](const Rejection& why) {
    return Fault{FaultKind::invalid, "token_wish_malformed", "the token: " + why.detail};
  };
  const auto shape = http::read_token(token);
  if (!shape) return unreadable(shape.error());
  auto claims = http::read_claims(shape->payload);
  if (!claims) return unreadable(claims.error());
  return std::move(claims->token_id);
}

}  // namespace fettle::cli
