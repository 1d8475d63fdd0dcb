// Looks at the last segment when a log is opened: finds its end and tells a torn tail, which may be
// cut, from damage, which may not.
#pragma once

#include "adapters/segment_log/batch.hpp"
#include "adapters/segment_log/disk.hpp"
#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {

struct Tail {
  SegmentSeal seal;                  // as it would be sealed at its last whole batch
  std::uint64_t undecided_from = 0;  // batches from here on were not known to be durable
  std::uint64_t file_bytes = 0;
  bool torn = false;  // something lies behind the last whole batch
};

// What the seal is once the segment holds one more batch.
void add(SegmentSeal& seal, const BatchHeader& header);

// `mark` is the durable end on the mark page.
// damaged `log_damaged`: a batch below the largest mark is missing or is not what was written.
Result<Tail> scan_tail(DiskFile& file, const std::string& path, const SegmentHead& head,
                       Offset mark);

}  // namespace fettle::segment_log
