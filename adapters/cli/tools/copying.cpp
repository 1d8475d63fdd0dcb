#include "adapters/cli/tools/copying.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "adapters/file_keys/file.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 64 << 10;

Fault copy_failed(const fs::path& path) {
  return {errno == ENOSPC ? FaultKind::full : FaultKind::unavailable, "copy_failed",
          path.string() + ": " + std::strerror(errno)};
}

bool all_zero(std::string_view block) {
  return block.find_first_not_of('\0') == std::string_view::npos;
}

}  // namespace

Result<void> copy_durably(const fs::path& from, const fs::path& to) {
  std::ifstream source(from, std::ios::binary);
  if (!source) return copy_failed(from);
  const auto target = TRY(file_keys::File::open(to, O_RDWR | O_CREAT | O_EXCL));
  std::array<char, block_bytes> block;
  std::uint64_t at = 0;
  while (source.read(block.data(), block.size()), source.gcount() > 0) {
    const std::string_view bytes(block.data(), static_cast<std::size_t>(source.gcount()));
    if (!all_zero(bytes)) TRY(target.write(at, bytes));
    at += bytes.size();
  }
  if (source.bad()) return copy_failed(from);
  TRY(target.cut(at));  // also makes the zeros at the end that were not written
  return target.sync();
}

Result<void> write_durably(const fs::path& path, std::string_view text) {
  return file_keys::replace_file(path, text);
}

Result<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return copy_failed(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool is_empty_or_absent(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return true;
  return fs::is_directory(folder, error) && fs::is_empty(folder, error) && !error;
}

Result<void> take_empty_folder(const fs::path& folder) {
  if (!is_empty_or_absent(folder)) {
    return Fault{FaultKind::invalid, "target_not_empty",
                 folder.string() + " is not empty; name a new folder"};
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return Fault{FaultKind::unavailable, "target_unusable",
                 folder.string() + ": " + error.message()};
  }
  return {};
}

}  // namespace fettle::cli
