#include "adapters/storage/disk/disk_objects.hpp"

#include <fcntl.h>

#include "adapters/storage/file.hpp"
#include "adapters/storage/object_path.hpp"
#include "adapters/storage/piece.hpp"
#include "adapters/storage/whole.hpp"

namespace fettle::storage {
namespace {

constexpr std::string_view part_suffix = ".part";

Fault missing(std::string_view key) {
  return {FaultKind::invalid, "object_missing", std::string(key) + " is not there"};
}

}  // namespace

fs::path DiskObjects::whole(std::string_view key) const { return object_path(folder_, key); }

fs::path DiskObjects::part(std::string_view key) const {
  auto path = whole(key);
  path += part_suffix;
  return path;
}

Result<std::uint64_t> DiskObjects::received(const ObjectPlan& plan) {
  if (const auto size = TRY(size_of_file(whole(plan.key)))) return *size;
  return TRY(size_of_file(part(plan.key))).value_or(0);
}

Result<std::uint64_t> DiskObjects::append(const ObjectPlan& plan, std::uint64_t offset,
                                          std::string_view piece) {
  const auto have = TRY(received(plan));
  const auto bytes = new_bytes(plan, have, offset, piece);
  if (bytes.empty()) return have;
  const auto path = part(plan.key);
  TRY(make_folder(path.parent_path()));
  const auto file = TRY(File::open(path, O_RDWR | O_CREAT));
  if (!file) return missing(plan.key);
  TRY(file->write(have, bytes));
  return have + bytes.size();
}

Result<Finish> DiskObjects::finish(const ObjectPlan& plan) {
  if (TRY(size_of_file(whole(plan.key)))) {
    TRY(sync_folder(whole(plan.key).parent_path()));
    return Finish::stored;
  }
  const auto finish = TRY(check_and_keep(plan));
  if (finish != Finish::stored) TRY(remove_file(part(plan.key)));
  return finish;
}

// The name comes last: whoever finds the object finds it checked and durable.
Result<Finish> DiskObjects::check_and_keep(const ObjectPlan& plan) {
  const auto path = part(plan.key);
  const auto file = TRY(File::open(path, O_RDONLY));
  if (!file) return Finish::size_differs;
  TRY(file->sync());
  const auto finish = TRY(compare(
      plan, [&](std::uint64_t offset, std::size_t count) { return file->read(offset, count); }));
  if (finish != Finish::stored) return finish;
  TRY(move_file(path, whole(plan.key)));
  TRY(sync_folder(path.parent_path()));
  return Finish::stored;
}

Result<void> DiskObjects::abort(const ObjectPlan& plan) { return remove_file(part(plan.key)); }

Result<std::string> DiskObjects::read(std::string_view key, std::uint64_t offset,
                                      std::size_t count) {
  const auto file = TRY(File::open(whole(key), O_RDONLY));
  if (!file) return missing(key);
  return file->read(offset, count);
}

Result<std::optional<std::uint64_t>> DiskObjects::size_of(std::string_view key) {
  return size_of_file(whole(key));
}

Result<void> DiskObjects::remove(std::string_view key) { return remove_file(whole(key)); }

Result<std::size_t> DiskObjects::sweep(Moment since) {
  return remove_files_older_than(
      folder_, since, [](const fs::path& path) { return path.extension() == part_suffix; });
}

}  // namespace fettle::storage
