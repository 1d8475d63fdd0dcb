#include "adapters/storage/object_path.hpp"

#include "core/percent_encoding.hpp"
#include "core/result.hpp"

namespace fettle::storage {

std::filesystem::path object_path(const std::filesystem::path& folder, std::string_view key) {
  auto path = folder;
  while (true) {
    const auto slash = key.find('/');
    const auto part = key.substr(0, slash);
    invariant(!part.empty(), "every part of an object's key holds something");
    path /= percent_encoded(part, "-_");
    if (slash == std::string_view::npos) return path;
    key.remove_prefix(slash + 1);
  }
}

}  // namespace fettle::storage
