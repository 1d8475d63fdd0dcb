#include "adapters/segment_log/moved.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fettle::segment_log {
namespace {

constexpr std::string_view moved_name = "MOVED";
constexpr std::string_view unfinished_name = "MOVED.new";

Result<std::string> text_of(Disk& disk, const std::string& path) {
  const auto file = TRY(disk.open(path, Disk::Mode::read));
  std::string text(TRY(file->size()), '\0');
  text.resize(TRY(file->read_at(0, text.data(), text.size())));
  return text;
}

}  // namespace

Result<void> check_not_moved(Disk& disk, const std::string& directory) {
  const auto names = TRY(disk.list(directory));
  if (std::ranges::find(names, moved_name) == names.end()) return {};
  const auto where = TRY(text_of(disk, fmt::format("{}/{}", directory, moved_name)));
  return Fault{
      FaultKind::mismatch, "log_moved",
      fmt::format("the log in {} was moved to {} and is closed; serve that one", directory, where)};
}

Result<void> write_moved(Disk& disk, const std::string& directory, std::string_view where) {
  const auto unfinished = fmt::format("{}/{}", directory, unfinished_name);
  TRY(disk.remove(unfinished));
  const auto file = TRY(disk.open(unfinished, Disk::Mode::create));
  TRY(file->write_at(0, where));
  TRY(file->sync());
  TRY(disk.rename(unfinished, fmt::format("{}/{}", directory, moved_name)));
  return disk.sync_directory(directory);
}

}  // namespace fettle::segment_log
