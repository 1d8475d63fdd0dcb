#include "adapters/storage/s3/s3_objects.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include "adapters/storage/file.hpp"
#include "adapters/storage/object_path.hpp"
#include "adapters/storage/piece.hpp"
#include "adapters/storage/whole.hpp"

namespace fettle::storage {

std::uint64_t S3Objects::Upload::size() const {
  std::uint64_t sum = 0;
  for (const auto& part : parts) sum += part.size;
  return sum;
}

std::optional<S3Objects::Upload> S3Objects::remembered(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(key);
  return found == uploads_.end() ? std::nullopt : std::optional(found->second);
}

void S3Objects::remember(const std::string& key, const Upload& upload) {
  const std::lock_guard lock(mutex_);
  if (uploads_.size() >= uploads_remembered_max) uploads_.clear();
  uploads_.insert_or_assign(key, upload);
}

void S3Objects::forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  uploads_.erase(key);
}

Result<std::optional<S3Objects::Upload>> S3Objects::find(const std::string& key) {
  if (auto known = remembered(key)) return known;
  const auto id = TRY(client_.upload_of(key));
  if (!id) return std::optional<Upload>();
  auto parts = TRY(client_.parts_of(key, *id));
  Upload upload{*id, std::move(parts)};
  remember(key, upload);
  return std::optional(std::move(upload));
}

Result<S3Objects::Upload> S3Objects::find_or_begin(const ObjectPlan& plan) {
  if (auto found = TRY(find(plan.key))) return *std::move(found);
  auto id = TRY(client_.begin(plan));
  const Upload begun{std::move(id), {}};
  remember(plan.key, begun);
  return begun;
}

// Named by its upload: what a crash left of an earlier one belongs to no later one. And by where
// its bytes begin: what was sent as a part meanwhile is no longer waited with.
fs::path S3Objects::waiting(std::string_view key, const Upload& upload) const {
  auto path = object_path(waiting_, key);
  path += fmt::format(".{}.{}", hex_sha256(upload.id).substr(0, 16), upload.size());
  return path;
}

Result<std::uint64_t> S3Objects::waiting_bytes(std::string_view key, const Upload& upload) const {
  return TRY(size_of_file(waiting(key, upload))).value_or(0);
}

Result<std::uint64_t> S3Objects::received(const ObjectPlan& plan) {
  if (const auto upload = TRY(find(plan.key))) {
    const auto waits = TRY(waiting_bytes(plan.key, *upload));
    return upload->size() + waits;
  }
  return TRY(client_.size_of(plan.key)).value_or(0);
}

Result<std::uint64_t> S3Objects::append(const ObjectPlan& plan, std::uint64_t offset,
                                        std::string_view piece) {
  const auto have = TRY(received(plan));
  const auto bytes = new_bytes(plan, have, offset, piece);
  if (bytes.empty()) return have;
  auto upload = TRY(find_or_begin(plan));
  return write(plan, upload, bytes);
}

Result<std::uint64_t> S3Objects::write(const ObjectPlan& plan, Upload& upload,
                                       std::string_view bytes) {
  const auto from = upload.size();
  const auto path = waiting(plan.key, upload);
  TRY(make_folder(path.parent_path()));
  const auto file = TRY(File::open(path, O_RDWR | O_CREAT));
  if (!file) return Fault{FaultKind::unavailable, "media_disk_failed", path.string()};
  const auto at = TRY(file->size());
  TRY(file->write(at, bytes));
  const auto waits = at + bytes.size();
  if (waits >= part_bytes_min) TRY(send_waiting(plan, upload));
  return from + waits;
}

// A crash behind the part and before the file is gone leaves a file that begins where no part ends.
Result<void> S3Objects::send_waiting(const ObjectPlan& plan, Upload& upload) {
  const auto path = waiting(plan.key, upload);
  const auto file = TRY(File::open(path, O_RDONLY));
  const auto size = file ? TRY(file->size()) : 0;
  if (size == 0) return {};
  const auto bytes = TRY(file->read(0, size));
  const auto number = static_cast<unsigned>(upload.parts.size() + 1);
  auto part = client_.put_part(plan.key, upload.id, number, bytes);
  if (!part) {
    forget(plan.key);  // it may have arrived
    return std::move(part).error();
  }
  upload.parts.push_back(*std::move(part));
  remember(plan.key, upload);
  return remove_file(path);
}

// When it is not known whether it was done, it is asked afresh: then either the upload is still
// there, or the object is.
Result<void> S3Objects::put_together(const ObjectPlan& plan) {
  auto upload = TRY(find(plan.key));
  if (!upload) return {};
  TRY(send_waiting(plan, *upload));
  forget(plan.key);
  return client_.complete(plan.key, upload->id, upload->parts);
}

Result<Finish> S3Objects::finish(const ObjectPlan& plan) {
  if (TRY(received(plan)) != plan.size) {
    TRY(abort(plan));
    TRY(client_.remove(plan.key));
    return Finish::size_differs;
  }
  TRY(put_together(plan));
  const auto finish = TRY(compare(plan, [&](std::uint64_t offset, std::size_t count) {
    return offset < plan.size ? client_.read(plan.key, offset, count)
                              : Result<std::string>(std::string());
  }));
  if (finish != Finish::stored) TRY(client_.remove(plan.key));
  return finish;
}

Result<void> S3Objects::abort(const ObjectPlan& plan) {
  const auto upload = TRY(find(plan.key));
  if (!upload) return {};
  forget(plan.key);
  TRY(client_.abort(plan.key, upload->id));
  return remove_file(waiting(plan.key, *upload));
}

Result<std::string> S3Objects::read(std::string_view key, std::uint64_t offset, std::size_t count) {
  if (count == 0) return std::string();
  return client_.read(key, offset, count);
}

Result<std::optional<std::uint64_t>> S3Objects::size_of(std::string_view key) {
  return client_.size_of(key);
}

std::optional<std::string> S3Objects::link(std::string_view key, std::chrono::seconds lifetime) {
  return client_.link(key, lifetime);
}

Result<void> S3Objects::remove(std::string_view key) { return client_.remove(key); }

Result<std::size_t> S3Objects::sweep(Moment since) {
  const auto old = TRY(client_.uploads_before(since));
  for (const auto& upload : old) {
    forget(upload.key);
    TRY(client_.abort(upload.key, upload.id));
  }
  TRY(remove_files_older_than(waiting_, since));
  return old.size();
}

}  // namespace fettle::storage
