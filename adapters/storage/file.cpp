#include "adapters/storage/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace fettle::storage {
namespace {

Fault failed(std::string_view what, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  return {full ? FaultKind::full : FaultKind::unavailable,
          full ? "media_disk_full" : "media_disk_failed",
          std::string(what) + ": " + std::strerror(error)};
}

Fault failed(const fs::path& path) { return failed(path.string(), errno); }
Fault failed(const fs::path& path, const std::error_code& error) {
  return failed(path.string(), error.value());
}

}  // namespace

Result<std::optional<File>> File::open(const fs::path& path, int flags) {
  const int handle = ::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (handle >= 0) return std::optional(File(handle));
  if (errno == ENOENT) return std::optional<File>();
  return failed(path);
}

File::~File() {
  if (handle_ >= 0) ::close(handle_);
}

Result<std::uint64_t> File::size() const {
  struct stat found {};
  if (::fstat(handle_, &found) != 0) return failed("fstat", errno);
  return static_cast<std::uint64_t>(found.st_size);
}

Result<std::string> File::read(std::uint64_t at, std::size_t count) const {
  std::string bytes(count, '\0');
  std::size_t done = 0;
  while (done < count) {
    const auto got =
        ::pread(handle_, bytes.data() + done, count - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<void> File::write(std::uint64_t at, std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto put = ::pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failed("write", errno);
    at += static_cast<std::uint64_t>(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

Result<void> File::sync() const {
  if (::fdatasync(handle_) != 0) return failed("fdatasync", errno);
  return {};
}

Result<std::optional<std::uint64_t>> size_of_file(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) {
    return std::optional(static_cast<std::uint64_t>(found.st_size));
  }
  if (errno == ENOENT) return std::optional<std::uint64_t>();
  return failed(path);
}

Result<std::optional<Moment>> touched_at(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) {
    using namespace std::chrono;
    return std::optional(Moment(
        duration_cast<Micros>(seconds(found.st_mtim.tv_sec) + nanoseconds(found.st_mtim.tv_nsec))));
  }
  if (errno == ENOENT) return std::optional<Moment>();
  return failed(path);
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> holders;
  for (auto at = folder; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
    holders.push_back(at.parent_path());
  }
  fs::create_directories(folder, error);
  if (error) return failed(folder, error);
  for (const auto& holder : holders) TRY(sync_folder(holder));
  return {};
}

Result<void> sync_folder(const fs::path& folder) {
  const auto opened = TRY(File::open(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY));
  if (!opened) return failed(folder, std::make_error_code(std::errc::no_such_file_or_directory));
  return opened->sync();
}

Result<void> move_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return failed(to, error);
  return {};
}

Result<void> remove_file(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error) return failed(path, error);
  return {};
}

Result<std::size_t> remove_files_older_than(const fs::path& folder, Moment since,
                                            const std::function<bool(const fs::path&)>& chosen) {
  std::vector<fs::path> old;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error) || (chosen && !chosen(at->path()))) continue;
    const auto touched = TRY(touched_at(at->path()));
    if (touched && *touched < since) old.push_back(at->path());
  }
  for (const auto& path : old) TRY(remove_file(path));
  return old.size();
}

}  // namespace fettle::storage
