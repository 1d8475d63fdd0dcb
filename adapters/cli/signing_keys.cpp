#include "adapters/cli/signing_keys.hpp"

#include <system_error>

namespace fettle::cli {

Result<std::optional<std::vector<http::TokenKey>>> SigningKeys::changed() {
  std::error_code error;
  const auto stamp = std::filesystem::last_write_time(folder_, error);
  if (error || stamp == read_) return std::optional<std::vector<http::TokenKey>>();
  auto keys = TRY(http::read_token_keys(folder_.string()));
  read_ = stamp;
  return std::optional(std::move(keys));
}

}  // namespace fettle::cli
