#include "adapters/file_keys/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fettle::file_keys {
namespace {

Fault last_error(std::string_view doing) {
  const int error = errno;
  const auto detail = std::string(doing) + ": " + std::strerror(error);
  if (error == ENOSPC || error == EDQUOT) return {FaultKind::full, "keys_full", detail};
  return {FaultKind::unavailable, "keys_unavailable", detail};
}

// The name appears with all of the bytes behind it, or not at all.
Result<bool> write_and_link(const File& file, std::string_view bytes, const fs::path& beside,
                            const fs::path& path) {
  TRY(file.write(0, bytes));
  TRY(file.sync());
  if (::link(beside.c_str(), path.c_str()) == 0) return true;
  if (errno == EEXIST) return false;
  return last_error("link " + path.string());
}

}  // namespace

Result<File> File::open(const fs::path& path, int flags) {
  constexpr mode_t owner_only = 0600;
  const int handle = ::open(path.c_str(), flags | O_CLOEXEC, owner_only);
  if (handle < 0) return last_error("open " + path.string());
  return File(handle);
}

Result<std::pair<File, fs::path>> File::make_beside(const fs::path& path) {
  auto name = path.string() + ".XXXXXX";
  const int handle = ::mkostemp(name.data(), O_CLOEXEC);
  if (handle < 0) return last_error("make a file beside " + path.string());
  return std::pair(File(handle), fs::path(name));
}

File::~File() {
  if (handle_ >= 0) ::close(handle_);
}

Result<std::string> File::read(std::uint64_t at, std::size_t bytes_max) const {
  std::string bytes(bytes_max, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got =
        pread(handle_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return last_error("read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<std::string> File::read_from(std::uint64_t at) const {
  constexpr std::size_t piece_bytes = 1 << 20;
  std::string bytes;
  for (bool more = true; more;) {
    const auto piece = TRY(read(at + bytes.size(), piece_bytes));
    more = piece.size() == piece_bytes;
    bytes += piece;
  }
  return bytes;
}

Result<void> File::write(std::uint64_t at, std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto put = pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return last_error("write");
    at += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

Result<void> File::sync() const {
  if (fsync(handle_) != 0) return last_error("fsync");
  return {};
}

Result<void> File::cut(std::uint64_t size) const {
  if (ftruncate(handle_, static_cast<off_t>(size)) != 0) return last_error("truncate");
  return {};
}

bool File::lock() const { return flock(handle_, LOCK_EX | LOCK_NB) == 0; }

bool File::is_at(const fs::path& path) const {
  struct stat ours {
  }, there{};
  return fstat(handle_, &ours) == 0 && ::stat(path.c_str(), &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

Result<Stamp> stamp_of(const fs::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) {
    return Stamp{about.st_ino, static_cast<std::uint64_t>(about.st_size)};
  }
  if (errno == ENOENT) return Stamp();
  return last_error("stat " + path.string());
}

Result<void> sync_folder(const fs::path& folder) {
  // A path without a folder lies in the working one.
  const auto opened =
      TRY(File::open(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY));
  return opened.sync();
}

Result<void> replace_file(const fs::path& path, std::string_view bytes) {
  auto beside = path;
  beside += ".new";
  {
    const auto file = TRY(File::open(beside, O_WRONLY | O_CREAT | O_TRUNC));
    TRY(file.write(0, bytes));
    TRY(file.sync());
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return last_error("rename " + path.string());
  return sync_folder(path.parent_path());
}

Result<bool> make_file(const fs::path& path, std::string_view bytes) {
  const auto [file, beside] = TRY(File::make_beside(path));
  const auto named = write_and_link(file, bytes, beside, path);
  ::unlink(beside.c_str());
  if (named) TRY(sync_folder(path.parent_path()));
  return named;
}

}  // namespace fettle::file_keys
