// The keys that tokens are verified with, read again when a file of them changes: rotation without
// a restart.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/text_file.hpp"
#include "adapters/http/tokens.hpp"

namespace fettle::cli {

class SigningKeys {
 public:
  explicit SigningKeys(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The keys when they are new since the last call; a folder that does not exist holds none. After
  // a fault those read last still hold, and the next call tries again.
  Result<std::optional<std::vector<http::TokenKey>>> changed();

 private:
  using Stamps = std::map<std::string, http::FileStamp>;  // by file
  Result<Stamps> stamps() const;

  std::filesystem::path folder_;
  std::optional<Stamps> read_;
};

}  // namespace fettle::cli
