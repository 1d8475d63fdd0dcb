#include "adapters/segment_log/posix_disk.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "adapters/segment_log/handle.hpp"

namespace fettle::segment_log {
namespace {

#ifdef FETTLE_WITHOUT_FDATASYNC
constexpr bool syncs = false;
#else
constexpr bool syncs = true;
#endif

std::string error_text() { return std::generic_category().message(errno); }

class PosixFile : public DiskFile {
 public:
  PosixFile(Handle handle, std::string path) : handle_(std::move(handle)), path_(std::move(path)) {}

  Result<std::size_t> read_at(std::uint64_t position, char* into, std::size_t size) override {
    std::size_t done = 0;
    while (done < size) {
      const auto got =
          ::pread(handle_.get(), into + done, size - done, static_cast<off_t>(position + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return disk_fault("read", path_);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  Result<void> write_at(std::uint64_t position, std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto put =
          ::pwrite(handle_.get(), bytes.data(), bytes.size(), static_cast<off_t>(position));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return disk_fault("write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(put));
      position += static_cast<std::uint64_t>(put);
    }
    return {};
  }

  Result<void> sync() override {
    if (syncs && ::fdatasync(handle_.get()) != 0) return disk_fault("fdatasync", path_);
    return {};
  }

  Result<void> truncate(std::uint64_t size) override {
    if (::ftruncate(handle_.get(), static_cast<off_t>(size)) != 0) {
      return disk_fault("truncate", path_);
    }
    return {};
  }

  Result<std::uint64_t> size() override {
    struct stat status {};
    if (::fstat(handle_.get(), &status) != 0) return disk_fault("stat", path_);
    return static_cast<std::uint64_t>(status.st_size);
  }

 private:
  Handle handle_;
  std::string path_;
};

int flags_of(Disk::Mode mode) {
  switch (mode) {
    case Disk::Mode::read:
      return O_RDONLY;
    case Disk::Mode::write:
      return O_RDWR;
    case Disk::Mode::create:
      return O_RDWR | O_CREAT | O_EXCL;
  }
  return O_RDONLY;
}

}  // namespace

Fault disk_fault(std::string_view operation, const std::string& path) {
  const auto detail = fmt::format("{} {}: {}", operation, path, error_text());
  const bool full = errno == ENOSPC || errno == EDQUOT;
  // A sync that finds no space says nothing about which bytes are on the disk.
  if (full && operation != "fdatasync") return {FaultKind::full, "disk_full", detail};
  return {FaultKind::unavailable, "disk_failed", detail};
}

Result<std::unique_ptr<DiskFile>> PosixDisk::open(const std::string& path, Mode mode) {
  Handle handle(::open(path.c_str(), flags_of(mode) | O_CLOEXEC, 0640));
  if (!handle.open()) return disk_fault("open", path);
  return std::unique_ptr<DiskFile>(std::make_unique<PosixFile>(std::move(handle), path));
}

Result<std::vector<std::string>> PosixDisk::list(const std::string& directory) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(directory, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) {
    return Fault{FaultKind::unavailable, "disk_failed",
                 fmt::format("list {}: {}", directory, error.message())};
  }
  return names;
}

Result<void> PosixDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return disk_fault("rename", from);
  return {};
}

Result<void> PosixDisk::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return disk_fault("remove", path);
  return {};
}

Result<void> PosixDisk::make_directory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return Fault{FaultKind::unavailable, "disk_failed",
                 fmt::format("make directory {}: {}", path, error.message())};
  }
  return {};
}

Result<void> PosixDisk::sync_directory(const std::string& path) {
  const Handle handle(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.open()) return disk_fault("open", path);
  if (syncs && ::fsync(handle.get()) != 0) return disk_fault("fdatasync", path);
  return {};
}

}  // namespace fettle::segment_log
