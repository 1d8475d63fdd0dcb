#include "adapters/http/text_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fettle::http {
namespace {

Fault unreadable(const std::string& path) {
  return {FaultKind::unavailable, "file_unreadable", path + ": " + std::strerror(errno)};
}

Result<std::string> read_all(int file, const std::string& path) {
  std::string text;
  char piece[4096];
  for (;;) {
    const auto got = ::read(file, piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path);
    if (got == 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<std::optional<FileStamp>> stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    return std::optional(
        FileStamp{status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec});
  }
  if (errno == ENOENT) return std::optional<FileStamp>();
  return unreadable(path);
}

Result<std::optional<std::string>> read_text(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return std::optional<std::string>();
  if (file < 0) return unreadable(path);
  auto text = read_all(file, path);
  ::close(file);
  if (!text) return text.error();
  return std::optional(*std::move(text));
}

}  // namespace fettle::http
