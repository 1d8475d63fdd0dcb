// What a segment file says about itself and about the one before it: its first page, the head.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/segment_log/disk.hpp"
#include "core/position.hpp"

namespace fettle::segment_log {

inline constexpr std::size_t head_bytes = 4096;

// The seal of a segment that is not written any more. It stands in the head of the next one, so
// that a file whose write failed need not be touched again.
struct SegmentSeal {
  Offset first{};
  Offset end{};                    // the next segment's first offset
  std::uint64_t end_position = 0;  // bytes behind it were never durable
  std::uint64_t batches = 0;
  std::uint32_t checksum = 0;  // over the checksums of its batches, in order
  bool operator==(const SegmentSeal&) const = default;
};

struct SegmentHead {
  LogId log;
  Offset first{};
  std::optional<SegmentSeal> previous;  // nothing in a log's first segment
};

std::string segment_name(Offset first);  // 20 digits and ".seg"
std::string segment_path(const std::string& directory, Offset first);

// The first offsets of all segments of a directory, ascending.
Result<std::vector<Offset>> list_segments(Disk& disk, const std::string& directory);

std::string encode(const SegmentHead& head);  // head_bytes long

// damaged `log_damaged`: not a head, or not of the segment that the name says.
// mismatch `log_version_unknown`: written by another program.
Result<SegmentHead> read_head(DiskFile& file, const std::string& path, Offset first);

Fault damaged(const std::string& path, std::uint64_t position, std::string_view what);

}  // namespace fettle::segment_log
