#include "adapters/cli/tools/signing_keys.hpp"

#include <system_error>

namespace fettle::cli {

namespace fs = std::filesystem;

// Of each file and not of the folder, which does not change when a key is written in its place.
Result<SigningKeys::Stamps> SigningKeys::stamps() const {
  Stamps found;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    const auto path = entry->path().string();
    if (const auto stamp = TRY(http::stamp_of(path))) found.emplace(path, *stamp);
  }
  if (!error || error == std::errc::no_such_file_or_directory) return found;
  return Fault{FaultKind::unavailable, "token_keys_unusable",
               folder_.string() + ": " + error.message()};
}

Result<std::optional<std::vector<http::TokenKey>>> SigningKeys::changed() {
  auto found = TRY(stamps());
  if (found == read_) return std::optional<std::vector<http::TokenKey>>();
  std::vector<http::TokenKey> keys;
  if (!found.empty()) keys = TRY(http::read_token_keys(folder_.string()));
  read_ = std::move(found);
  return std::optional(std::move(keys));
}

}  // namespace fettle::cli
