// A POSIX file that closes itself, and what the stores need of the file system, as Results.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle::storage {

namespace fs = std::filesystem;

class File {
 public:
  // Flags as of open(2); a new file is for its owner alone. Nothing: it is not there.
  static Result<std::optional<File>> open(const fs::path& path, int flags);

  File(File&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~File();

  Result<std::uint64_t> size() const;
  // Fewer bytes than asked for only at the end of the file.
  Result<std::string> read(std::uint64_t at, std::size_t count) const;
  // `full` when there is no space; then some of the bytes may have been written.
  Result<void> write(std::uint64_t at, std::string_view bytes) const;
  Result<void> sync() const;

 private:
  explicit File(int handle) : handle_(handle) {}

  int handle_;
};

// The file's size; nothing when it is not there.
Result<std::optional<std::uint64_t>> size_of_file(const fs::path& path);
// When it was written last; nothing when it is not there.
Result<std::optional<Moment>> touched_at(const fs::path& path);
// With its parents; each new one survives a power cut.
Result<void> make_folder(const fs::path& folder);
Result<void> sync_folder(const fs::path& folder);
Result<void> move_file(const fs::path& from, const fs::path& to);
// Of the folder and those in it, when `chosen`, not touched since then; returns how many.
Result<std::size_t> remove_files_older_than(
    const fs::path& folder, Moment since, const std::function<bool(const fs::path&)>& chosen = {});
// Nothing to do when it is not there.
Result<void> remove_file(const fs::path& path);

}  // namespace fettle::storage
