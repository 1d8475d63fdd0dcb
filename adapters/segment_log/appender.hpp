// Writes durable batches at the end of the log, segment after segment. Used by one thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/segment_log/batch.hpp"
#include "adapters/segment_log/disk.hpp"
#include "adapters/segment_log/durable_end.hpp"
#include "adapters/segment_log/preparer.hpp"
#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {

// The end of a log that was found on the disk, ready to be written on.
struct OpenTail {
  LogId log;
  std::optional<SegmentSeal> before_last;
  SegmentSeal last;  // as the last segment would be sealed now
  std::unique_ptr<DiskFile> file;
  std::uint64_t file_bytes = 0;  // as prepared; less when its torn end was cut
};

class Appender {
 public:
  // No tail: the log is new.
  Appender(Disk& disk, std::string directory, LogId log, DurableEnd& end, Preparer& preparer,
           std::optional<OpenTail> tail);

  Offset end() const { return last_ ? last_->end : Offset{0}; }

  // Returns once the batch survives a power cut; only then the durable end moves. After a failure
  // the segment is left for good, and the next commit begins a new one that says where it ends.
  // full: nothing of the batch will be read. unavailable: unknown, until the next commit.
  Result<void> commit(const BatchHeader& header, std::string_view batch);

  // Begins a new segment if there is none or it has no room for so many bytes.
  Result<void> make_room(std::size_t batch_bytes);

 private:
  Result<void> write(std::string_view batch);
  Result<void> begin_segment(Preparer::Prepared& prepared);

  Disk& disk_;
  const std::string directory_;
  const LogId log_;
  DurableEnd& end_;
  Preparer& preparer_;
  std::optional<SegmentSeal> before_last_;
  std::optional<SegmentSeal> last_;  // of the segment at hand, or of the one that was left
  std::unique_ptr<DiskFile> file_;   // nothing: the segment was left
  std::uint64_t file_bytes_ = 0;
};

}  // namespace fettle::segment_log
