#include "adapters/cli/tools/publishing.hpp"

#include <algorithm>
#include <fstream>

#include "adapters/cli/tools/copying.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;
using contracts::Contract;

Result<void> write(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return {};
  return Fault{FaultKind::unavailable, "output_failed", path.string() + " cannot be written"};
}

}  // namespace

Result<std::vector<Contract>> read_contracts(const fs::path& folder) {
  std::vector<Contract> list;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    auto text = TRY(read_text(entry.path()));
    list.push_back({fs::relative(entry.path(), folder).generic_string(), std::move(text)});
  }
  std::ranges::sort(list, {}, &Contract::path);
  return list;
}

Result<Published> publish(const Domain& domain, const std::vector<QueryType>& queries,
                          const fs::path& folder) {
  const auto before = TRY(read_contracts(folder));
  const auto now = contracts::all(domain, queries);
  Published published{now.size(), 0, contracts::breaches(before, now)};
  if (!published.breaches.empty()) return published;
  for (const auto& contract : now) {
    if (std::ranges::find(before, contract) != before.end()) continue;
    TRY(write(folder / contract.path, contract.text));
    ++published.written;
  }
  return published;
}

}  // namespace fettle::cli
