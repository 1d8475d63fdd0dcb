// Reads the batches of one segment one behind the other, each checked before it is shown.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/segment_log/batch.hpp"
#include "adapters/segment_log/disk.hpp"

namespace fettle::segment_log {

struct Batch {
  BatchHeader header;
  std::string_view payload;
  std::uint64_t position = 0;
};

class BatchSource {
 public:
  BatchSource(DiskFile& file, std::uint32_t seed, std::uint64_t position)
      : file_(file), seed_(seed), position_(position) {}

  // The whole batch at `position`; nothing when none lies there (yet): zeros, the end of the file,
  // or bytes that fail their checksum. Ends the life of earlier batches. Reads up to
  // `chunk_bytes` ahead; a reader that follows the end of the log reads less, since what lies
  // behind its batch is not written yet.
  Result<std::optional<Batch>> next(std::size_t chunk_bytes);

  // The same without reading from the disk: nothing when it is not in memory.
  std::optional<Batch> next_in_memory();

  std::uint64_t position() const { return position_; }

 private:
  static constexpr std::size_t ahead_min = 16 << 10;

  std::size_t read_ahead(std::size_t chunk_bytes);
  Result<void> fill(std::size_t bytes);
  std::string_view in_memory() const;

  DiskFile& file_;
  std::uint32_t seed_;
  std::uint64_t position_;  // of the next batch
  std::uint64_t chunk_at_ = 0;
  std::string chunk_;
  std::size_t ahead_ = ahead_min;
};

}  // namespace fettle::segment_log
