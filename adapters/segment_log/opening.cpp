#include "adapters/segment_log/opening.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/segment_log/tail_scan.hpp"

namespace fettle::segment_log {
namespace {

constexpr std::size_t copy_bytes = 1 << 20;

Result<SegmentHead> head_of(Disk& disk, const std::string& directory, Offset first) {
  const auto path = segment_path(directory, first);
  const auto file = TRY(disk.open(path, Disk::Mode::read));
  return read_head(*file, path, first);
}

// Each segment must begin where the one before says it ends, and all be of one log.
Result<void> check_link(const std::string& path, const SegmentHead& head,
                        const std::optional<SegmentHead>& before) {
  if (!before) {
    if (!head.previous && head.first == Offset{0}) return {};
    return damaged(path, 0, "the segments before this one are missing");
  }
  if (head.log != before->log) {
    return damaged(path, 0,
                   fmt::format("it is of log {}, the one before of log {}", head.log.text(),
                               before->log.text()));
  }
  if (!head.previous || head.previous->first != before->first || head.previous->end != head.first) {
    return damaged(path, 0, "the segment before this one is missing");
  }
  return {};
}

Result<SegmentHead> check_chain(Disk& disk, const std::string& directory,
                                const std::vector<Offset>& firsts) {
  std::optional<SegmentHead> before;
  for (const auto first : firsts) {
    auto head = TRY(head_of(disk, directory, first));
    TRY(check_link(segment_path(directory, first), head, before));
    before = std::move(head);
  }
  return std::move(*before);
}

// Batches that only a lost process could have synced are written again, the same bytes: a sync
// that failed may have left them in memory only, looking clean.
Result<void> write_again(DiskFile& file, std::uint64_t from, std::uint64_t to) {
  std::string bytes;
  for (auto position = from; position < to; position += bytes.size()) {
    bytes.resize(std::min<std::uint64_t>(copy_bytes, to - position));
    const auto got = TRY(file.read_at(position, bytes.data(), bytes.size()));
    if (got != bytes.size()) {
      return Fault{FaultKind::unavailable, "disk_failed", "the tail shrank while it was read"};
    }
    TRY(file.write_at(position, bytes));
  }
  return {};
}

Result<void> make_durable(Disk& disk, const std::string& directory, DiskFile& file, Tail& tail) {
  if (tail.torn) {
    TRY(file.truncate(tail.seal.end_position));
    tail.file_bytes = tail.seal.end_position;  // full: the next batch begins a new segment
  }
  TRY(write_again(file, tail.undecided_from, tail.seal.end_position));
  if (tail.torn || tail.undecided_from < tail.seal.end_position) TRY(file.sync());
  if (tail.torn) TRY(disk.sync_directory(directory));
  return {};
}

}  // namespace

Result<std::optional<OpenTail>> open_segments(Disk& disk, const std::string& directory,
                                              Offset mark) {
  const auto firsts = TRY(list_segments(disk, directory));
  if (firsts.empty()) {
    if (mark == Offset{0}) return std::optional<OpenTail>();
    return damaged(directory, 0, "the mark page is there, the segments are missing");
  }
  auto head = TRY(check_chain(disk, directory, firsts));
  const auto path = segment_path(directory, head.first);
  auto file = TRY(disk.open(path, Disk::Mode::write));
  auto tail = TRY(scan_tail(*file, path, head, mark));
  TRY(make_durable(disk, directory, *file, tail));
  return std::optional(
      OpenTail{head.log, head.previous, tail.seal, std::move(file), tail.file_bytes});
}

Result<LogId> log_in(Disk& disk, const std::string& directory) {
  const auto firsts =
      disk.list(directory) ? TRY(list_segments(disk, directory)) : std::vector<Offset>();
  if (firsts.empty()) {
    return Fault{FaultKind::mismatch, "log_not_found",
                 fmt::format("{} holds no log; start `fettle serve` once", directory)};
  }
  return TRY(head_of(disk, directory, firsts.front())).log;
}

}  // namespace fettle::segment_log
