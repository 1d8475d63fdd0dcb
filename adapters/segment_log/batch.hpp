// One batch in a segment: a header with checksums, then records, padded with zeros to 8 bytes.
// Header, little-endian: u32 magic, u32 payload bytes, u64 first offset, u64 durable end known when
// written, u32 records, u32 payload checksum, u32 zero, u32 checksum of all before. Payload: u32
// size and the record's bytes, one behind the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ports/log.hpp"

namespace fettle::segment_log {

inline constexpr std::size_t batch_header_bytes = 40;
inline constexpr std::size_t batch_alignment = 8;

struct BatchHeader {
  std::uint32_t payload_bytes = 0;
  Offset first{};
  Offset durable_end{};
  std::uint32_t records = 0;
  std::uint32_t payload_checksum = 0;
  std::uint32_t checksum = 0;

  Offset end() const { return Offset{number(first) + records}; }
  std::size_t batch_bytes() const;  // with header and padding
};

// Checksums start from the log's seed: a batch of another log is a bad batch.
std::uint32_t seed_of(const LogId& log);

// Nothing when these are not the bytes of a header of this log.
std::optional<BatchHeader> parse_header(std::string_view bytes, std::uint32_t seed);

bool payload_is_whole(const BatchHeader& header, std::string_view payload);

// Adds the records to `out`; false when the payload does not hold exactly `header.records`.
bool parse_records(const BatchHeader& header, std::string_view payload,
                   std::vector<StoredRecord>& out);

// Builds one batch after the other in the same memory.
class BatchBuilder {
 public:
  explicit BatchBuilder(std::uint32_t seed) : seed_(seed) {}

  void begin(Offset first, Offset durable_end);
  void add(std::string_view record);
  std::size_t bytes() const { return bytes_.size(); }

  // The header as written; `batch` shows the bytes until the next begin.
  BatchHeader finish();
  std::string_view batch() const { return bytes_; }

 private:
  std::uint32_t seed_;
  BatchHeader header_;
  std::string bytes_;
};

}  // namespace fettle::segment_log
