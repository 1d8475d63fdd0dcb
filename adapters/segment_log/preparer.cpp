#include "adapters/segment_log/preparer.hpp"

#include <algorithm>

namespace fettle::segment_log {
namespace {

constexpr std::size_t write_bytes = 1 << 20;
constexpr std::uint64_t sync_every_bytes = 8 << 20;  // short turns on the disk beside the commits

// Only whole files get the first name, so what has it can be used.
constexpr const char* prepared_name = "/prepared.seg";
constexpr const char* filling_name = "/filling.seg";

Result<void> fill_with_zeros(DiskFile& file, std::uint64_t from, std::uint64_t to,
                             std::stop_token stop) {
  const std::string zeros(write_bytes, '\0');
  while (from < to) {
    if (stop.stop_requested()) return Fault{FaultKind::closed, "log_closed", "the log is closing"};
    const auto size = std::min<std::uint64_t>(zeros.size(), to - from);
    TRY(file.write_at(from, std::string_view(zeros).substr(0, size)));
    from += size;
    if (from % sync_every_bytes == 0) TRY(file.sync());
  }
  return file.sync();
}

}  // namespace

Preparer::Preparer(Disk& disk, std::string directory, std::uint64_t segment_bytes)
    : disk_(disk),
      directory_(std::move(directory)),
      segment_bytes_(segment_bytes),
      thread_([this](std::stop_token stop) { run(stop); }) {}

Preparer::~Preparer() = default;

void Preparer::run(std::stop_token stop) {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [this] { return wanted_; })) return;
    }
    auto prepared = prepare(stop);
    const std::lock_guard lock(mutex_);
    wanted_ = false;
    fault_.reset();
    if (!prepared) fault_ = std::move(prepared).error();
    changed_.notify_all();
  }
}

// A file left by an earlier process is as good: it got its name after it was whole.
Result<void> Preparer::prepare(std::stop_token stop) {
  if (const auto left = disk_.open(directory_ + prepared_name, Disk::Mode::read)) {
    if (TRY((*left)->size()) >= segment_bytes_) return {};
  }
  const auto filling = directory_ + filling_name;
  TRY(disk_.remove(filling));
  {
    const auto file = TRY(disk_.open(filling, Disk::Mode::create));
    if (auto filled = fill_with_zeros(*file, 0, segment_bytes_, stop); !filled) {
      (void)disk_.remove(filling);  // gives the space back; the fault below says what happened
      return std::move(filled).error();
    }
  }
  TRY(disk_.rename(filling, directory_ + prepared_name));
  return disk_.sync_directory(directory_);
}

Result<Preparer::Prepared> Preparer::take(std::uint64_t bytes_min) {
  std::unique_lock lock(mutex_);
  if (fault_) {
    wanted_ = true;  // it failed in the past: what counts is whether it fails now
    changed_.notify_all();
  }
  changed_.wait(lock, [this] { return !wanted_; });
  if (fault_) return *fault_;
  return open_prepared(bytes_min);
}

void Preparer::prepare_next() {
  const std::lock_guard lock(mutex_);
  wanted_ = true;
  changed_.notify_all();
}

Result<Preparer::Prepared> Preparer::open_prepared(std::uint64_t bytes_min) {
  Prepared prepared{nullptr, directory_ + prepared_name, 0};
  prepared.file = TRY(disk_.open(prepared.path, Disk::Mode::write));
  prepared.bytes = TRY(prepared.file->size());
  if (prepared.bytes < bytes_min) {
    TRY(fill_with_zeros(*prepared.file, prepared.bytes, bytes_min, {}));
    prepared.bytes = bytes_min;
  }
  return prepared;
}

}  // namespace fettle::segment_log
