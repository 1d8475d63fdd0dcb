#include "adapters/segment_log/verify.hpp"

#include <fmt/format.h>

#include "adapters/segment_log/batch_source.hpp"
#include "adapters/segment_log/tail_scan.hpp"

namespace fettle::segment_log {
namespace {

constexpr std::size_t chunk_bytes = 1 << 20;

struct OpenSegment {
  std::string path;
  std::unique_ptr<DiskFile> file;
  SegmentHead head;
};

Result<OpenSegment> open_segment(Disk& disk, const std::string& directory, Offset first) {
  auto path = segment_path(directory, first);
  auto file = TRY(disk.open(path, Disk::Mode::read));
  auto head = TRY(read_head(*file, path, first));
  return OpenSegment{std::move(path), std::move(file), std::move(head)};
}

class Verification {
 public:
  explicit Verification(const Progress& progress) : progress_(progress) {}

  // The seal that the segment's batches before `end` ask for.
  Result<SegmentSeal> read(const OpenSegment& segment, Offset end) {
    SegmentSeal seal{
        .first = segment.head.first, .end = segment.head.first, .end_position = head_bytes};
    BatchSource source(*segment.file, seed_of(segment.head.log), head_bytes);
    while (seal.end < end) {
      const auto position = source.position();
      const auto batch = TRY(source.next(chunk_bytes));
      if (!batch || batch->header.first != seal.end || !holds_records(*batch)) {
        return damaged(segment.path, position,
                       fmt::format("no whole batch at offset {}", number(seal.end)));
      }
      add(seal, batch->header);
      count(batch->header);
      if (!progress_(verified_)) {
        return Fault{FaultKind::closed, "verify_stopped", "verification was ended early"};
      }
    }
    ++verified_.segments;
    return seal;
  }

  const Verified& verified() const { return verified_; }

 private:
  bool holds_records(const Batch& batch) {
    records_.clear();
    return parse_records(batch.header, batch.payload, records_);
  }

  void count(const BatchHeader& header) {
    ++verified_.batches;
    verified_.records += header.records;
    verified_.bytes += header.batch_bytes();
  }

  const Progress& progress_;
  Verified verified_;
  std::vector<StoredRecord> records_;
};

}  // namespace

Result<Verified> verify_segments(Disk& disk, const std::string& directory, Offset durable_end,
                                 const Progress& progress) {
  const auto firsts = TRY(list_segments(disk, directory));
  Verification verification(progress);
  for (std::size_t i = 0; i < firsts.size() && firsts[i] < durable_end; ++i) {
    const auto segment = TRY(open_segment(disk, directory, firsts[i]));
    const bool sealed = i + 1 < firsts.size() && firsts[i + 1] <= durable_end;
    const auto seal = TRY(verification.read(segment, sealed ? firsts[i + 1] : durable_end));
    if (!sealed) break;
    const auto next = TRY(open_segment(disk, directory, firsts[i + 1]));
    if (next.head.previous != seal) {
      return damaged(segment.path, 0, "its batches do not match the seal in the next segment");
    }
  }
  return verification.verified();
}

}  // namespace fettle::segment_log
