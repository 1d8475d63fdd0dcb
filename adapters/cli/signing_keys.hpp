// The keys that tokens are verified with, read again when their folder changes: rotation without a
// restart.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "adapters/http/tokens.hpp"

namespace fettle::cli {

class SigningKeys {
 public:
  explicit SigningKeys(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The keys when they are new since the last call; a folder that does not exist holds none.
  Result<std::optional<std::vector<http::TokenKey>>> changed();

 private:
  std::filesystem::path folder_;
  std::optional<std::filesystem::file_time_type> read_;
};

}  // namespace fettle::cli
