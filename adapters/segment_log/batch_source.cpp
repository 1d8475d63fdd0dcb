#include "adapters/segment_log/batch_source.hpp"

namespace fettle::segment_log {

std::string_view BatchSource::in_memory() const {
  if (position_ < chunk_at_ || position_ > chunk_at_ + chunk_.size()) return {};
  return std::string_view(chunk_).substr(position_ - chunk_at_);
}

std::optional<Batch> BatchSource::next_in_memory() {
  const auto bytes = in_memory();
  const auto header = parse_header(bytes, seed_);
  if (!header || bytes.size() < header->batch_bytes()) return std::nullopt;
  const auto payload = bytes.substr(batch_header_bytes, header->payload_bytes);
  if (!payload_is_whole(*header, payload)) return std::nullopt;
  const Batch batch{*header, payload, position_};
  position_ += header->batch_bytes();
  return batch;
}

// What is in memory may be older than what was written since, so a miss always looks at the disk.
Result<std::optional<Batch>> BatchSource::next(std::size_t chunk_bytes) {
  if (const auto batch = next_in_memory()) return batch;
  TRY(fill(std::max(read_ahead(chunk_bytes), batch_header_bytes)));
  const auto header = parse_header(in_memory(), seed_);
  if (!header || header->batch_bytes() <= chunk_.size()) return next_in_memory();
  // A header may promise more than there is: memory is taken for what the file holds.
  const auto size = TRY(file_.size());
  if (size < position_ || size - position_ < header->batch_bytes()) return std::optional<Batch>();
  TRY(fill(header->batch_bytes()));
  return next_in_memory();
}

// Twice as much when most of the last chunk was of use, little when it was not.
std::size_t BatchSource::read_ahead(std::size_t chunk_bytes) {
  const bool useful = position_ > chunk_at_ && position_ - chunk_at_ > chunk_.size() / 2;
  ahead_ = std::min(useful ? ahead_ * 2 : ahead_min, chunk_bytes);
  return ahead_;
}

Result<void> BatchSource::fill(std::size_t bytes) {
  chunk_.resize(bytes);
  chunk_at_ = position_;
  chunk_.resize(TRY(file_.read_at(position_, chunk_.data(), bytes)));
  return {};
}

}  // namespace fettle::segment_log
