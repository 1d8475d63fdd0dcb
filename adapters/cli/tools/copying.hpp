// Files and folders of a backup: copied so that they survive a power cut.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/result.hpp"

namespace fettle::cli {

// unavailable or full `copy_failed` names the file. Blocks of zeros become holes.
Result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
Result<void> write_durably(const std::filesystem::path& path, std::string_view text);
Result<std::string> read_text(const std::filesystem::path& path);

// Makes the folder, or takes an empty one. invalid `target_not_empty`.
Result<void> take_empty_folder(const std::filesystem::path& folder);
bool is_empty_or_absent(const std::filesystem::path& folder);

}  // namespace fettle::cli
