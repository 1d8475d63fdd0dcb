// A POSIX file that closes itself, and what we need of the file system, as Results.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.hpp"

namespace fettle::file_keys {

namespace fs = std::filesystem;

class File {
 public:
  // Flags as of open(2); a new file is for its owner alone.
  static Result<File> open(const fs::path& path, int flags);
  // A new one for its owner alone, under a name that nobody else has: `path` and some letters.
  static Result<std::pair<File, fs::path>> make_beside(const fs::path& path);

  File(File&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~File();

  // Everything from there to the end, also what is appended meanwhile.
  Result<std::string> read_from(std::uint64_t at) const;
  Result<std::string> read(std::uint64_t at, std::size_t bytes_max) const;
  // `full` when there is no space; then some of the bytes may have been written.
  Result<void> write(std::uint64_t at, std::string_view bytes) const;
  Result<void> sync() const;
  Result<void> cut(std::uint64_t size) const;
  // For as long as the file is open; false when somebody else holds it.
  bool lock() const;
  // False when the name now stands for another file, or for none.
  bool is_at(const fs::path& path) const;

 private:
  explicit File(int handle) : handle_(handle) {}

  int handle_;
};

// Tells whether a file that only grows, or is replaced by another, has changed.
struct Stamp {
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  bool operator==(const Stamp&) const = default;
};
Result<Stamp> stamp_of(const fs::path& path);  // the empty one when there is no such file

// Makes entries of the folder (new and renamed files) survive a power cut.
Result<void> sync_folder(const fs::path& folder);

// Puts `bytes` under that name durably: the old file or the new one, never a mix.
Result<void> replace_file(const fs::path& path, std::string_view bytes);

// Puts `bytes` durably, for its owner alone, under a name that stands for no file yet. False: it
// stands for one, which is whole and stays as it is. Of several that make it at once, one does.
Result<bool> make_file(const fs::path& path, std::string_view bytes);

}  // namespace fettle::file_keys
