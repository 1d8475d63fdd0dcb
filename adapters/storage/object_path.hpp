// From an object's key to a path under a folder: whatever the key holds, the path stays inside.
#pragma once

#include <filesystem>
#include <string_view>

namespace fettle::storage {

// "shop/a.b" is shop/a%2Eb: only letters, digits, `_` and `-` stand for themselves, so no part can
// be "..", and names with a dot are free for files of our own.
// Precondition: every part of the key holds something.
std::filesystem::path object_path(const std::filesystem::path& folder, std::string_view key);

}  // namespace fettle::storage
