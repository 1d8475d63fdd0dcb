// Small files that an operator edits while the server runs, read so that "not there" is told from
// "cannot be read": for lists of what is void, the second must never pass for the first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace fettle::http {

// Differs when the file was replaced or written.
struct FileStamp {
  std::uint64_t inode = 0;
  std::int64_t size = 0, seconds = 0, nanoseconds = 0;
  bool operator==(const FileStamp&) const = default;
};

// Nothing when there is no such file. unavailable `file_unreadable` for any other reason.
Result<std::optional<FileStamp>> stamp_of(const std::string& path);
Result<std::optional<std::string>> read_text(const std::string& path);

}  // namespace fettle::http
