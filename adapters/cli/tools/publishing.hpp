// Contracts as files: read, compared, and written only when nobody is broken by them.
#pragma once

#include <filesystem>

#include "core/result.hpp"
#include "schemas/contracts/compatibility.hpp"

namespace fettle::cli {

Result<std::vector<contracts::Contract>> read_contracts(const std::filesystem::path& folder);

struct Published {
  std::size_t contracts = 0;
  std::size_t written = 0;
  std::vector<std::string> breaches;  // not empty: nothing was written
};

Result<Published> publish(const Domain& domain, const std::vector<QueryType>& queries,
                          const std::filesystem::path& folder);

}  // namespace fettle::cli
