// Reads the log up to its durable end, segment after segment.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/segment_log/batch_source.hpp"
#include "adapters/segment_log/durable_end.hpp"
#include "core/ports/log.hpp"

namespace fettle::segment_log {

class SegmentReader : public LogReader {
 public:
  SegmentReader(Disk& disk, std::string directory, std::uint32_t seed, DurableEnd& end,
                Offset from);

  Result<std::vector<StoredRecord>> next(std::size_t bytes_max,
                                         std::chrono::milliseconds wait) override;
  void wake() override { end_.wake(woken_); }

 private:
  Result<void> refill(std::size_t bytes_max, Offset durable);
  Result<Offset> limit_in_segment(Offset durable);
  Result<void> enter_segment();
  Result<void> find_successor();
  Result<void> seek();
  Result<void> take(const Batch& batch);
  std::vector<StoredRecord> hand_out(std::size_t bytes_max);
  Fault remember(Fault fault);

  Disk& disk_;
  const std::string directory_;
  const std::uint32_t seed_;
  DurableEnd& end_;
  Offset next_;  // the first record not read into read_

  std::string path_;
  Offset first_{};                   // of the segment at hand
  std::optional<Offset> successor_;  // first offset of the segment behind it, once there is one
  std::unique_ptr<DiskFile> file_;
  std::optional<BatchSource> source_;

  std::vector<StoredRecord> read_;
  std::size_t handed_out_ = 0;
  std::optional<Fault> damage_;
  std::atomic<bool> woken_ = false;
};

}  // namespace fettle::segment_log
