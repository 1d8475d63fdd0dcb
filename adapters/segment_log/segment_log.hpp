// The embedded log: one partition in segment files of one directory, written by one process, read
// by any number. The way of its data is in README.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/segment_log/committer.hpp"
#include "adapters/segment_log/lock_file.hpp"
#include "adapters/segment_log/scrubber.hpp"
#include "adapters/segment_log/verify.hpp"
#include "core/ports/log.hpp"

namespace fettle::segment_log {

struct SegmentOptions {
  std::uint64_t segment_bytes = 64 << 20;
  std::optional<ScrubPlan> scrub;  // none: nothing is read in the background
};

// Readers and writers must not outlive the log, the log not the disk.
class SegmentLog : public Log {
 public:
  // Opens the log for writing; makes it, with the given id, when the directory holds none.
  // unavailable `log_locked`: another process writes it.
  // mismatch `log_moved`: it was closed for good, see below.
  // damaged `log_damaged`: something that was durable is not there; the detail names the place.
  // full: no space for the first segment.
  static Result<std::unique_ptr<SegmentLog>> open(Disk& disk, const std::string& directory,
                                                  const LogId& id_if_new, SegmentOptions options);

  // Beside a writing process or without one. Sees what the mark page says is durable.
  // mismatch `log_not_found`: the directory holds no log.
  static Result<std::unique_ptr<SegmentLog>> open_read_only(Disk& disk,
                                                            const std::string& directory);

  LogId id() const override { return id_; }
  std::uint32_t partitions() const override { return 1; }

  // closed `log_read_only`: this one was opened for reading.
  Result<std::unique_ptr<LogWriter>> claim(Partition partition, std::string_view owner,
                                           std::string_view nonce) override;
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override;
  Result<Offset> durable_end(Partition partition) override;

  // Nobody opens this log for writing any more once it returns: it goes on at `new_place`, which
  // who tries is told. It can still be read. Precondition: opened for writing, no writer is used.
  Result<void> close_for_good(std::string_view new_place);

  // Reads everything durable again; see verify_segments.
  Result<Verified> verify(const Progress& progress);

 private:
  struct Writing;  // what only the writing process has
  struct Parts;

 public:
  explicit SegmentLog(Parts parts);  // only open makes the parts
  ~SegmentLog() override;

 private:
  Disk& disk_;
  const std::string directory_;
  const LogId id_;
  const std::unique_ptr<DurableEnd> end_;
  const std::unique_ptr<Writing> writing_;
};

}  // namespace fettle::segment_log
