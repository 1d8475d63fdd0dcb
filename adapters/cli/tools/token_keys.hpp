// Keys that tokens are signed with, and tokens for people who need one now.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "adapters/http/tokens.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

struct TokenWish {
  std::string tenant;
  std::string account;
  std::string role;
  std::string store;  // empty: not bound to one
  std::string face;   // empty: good for every face
  std::chrono::hours lifetime{24};
};

// A key of the folder that can sign; a fresh folder gets `dev.hs256`, for its owner alone. Of
// processes that share a folder and begin together, one makes it.
Result<http::TokenKey> signing_key(const std::filesystem::path& folder, Dice& dice);

// invalid `token_wish_malformed` names what cannot be an id.
Result<std::string> make_token(const http::TokenKey& key, const TokenWish& wish, Moment now,
                               Dice& dice);

// The id by which a token can be revoked, whoever signed it. invalid `token_wish_malformed`.
Result<std::string> id_of_token(std::string_view token);

}  // namespace fettle::cli
