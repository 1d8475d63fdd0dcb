#include "adapters/segment_log/segment_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {
namespace {

constexpr std::size_t chunk_bytes_min = 64 << 10;
constexpr std::size_t chunk_bytes_max = 4 << 20;

}  // namespace

SegmentReader::SegmentReader(Disk& disk, std::string directory, std::uint32_t seed, DurableEnd& end,
                             Offset from)
    : disk_(disk), directory_(std::move(directory)), seed_(seed), end_(end), next_(from) {}

Result<std::vector<StoredRecord>> SegmentReader::next(std::size_t bytes_max,
                                                      std::chrono::milliseconds wait) {
  if (damage_) return *damage_;
  if (handed_out_ == read_.size()) {
    const auto durable = end_.wait_beyond(next_, wait, woken_);
    if (durable <= next_) return std::vector<StoredRecord>();
    if (auto filled = refill(bytes_max, durable); !filled) {
      return remember(std::move(filled).error());
    }
  }
  return hand_out(bytes_max);
}

Fault SegmentReader::remember(Fault fault) {
  read_.clear();
  handed_out_ = 0;
  if (fault.kind == FaultKind::damaged) damage_ = fault;
  file_.reset();  // what failed otherwise is looked up afresh by the next call
  source_.reset();
  return fault;
}

std::vector<StoredRecord> SegmentReader::hand_out(std::size_t bytes_max) {
  const auto begin = read_.begin() + static_cast<std::ptrdiff_t>(handed_out_);
  auto end = begin;
  for (std::size_t bytes = 0; end != read_.end() && bytes < bytes_max; ++end) {
    bytes += end->record.bytes().size();
  }
  if (begin != read_.end() && end == begin) ++end;
  handed_out_ = static_cast<std::size_t>(end - read_.begin());
  return {begin, end};
}

Result<void> SegmentReader::refill(std::size_t bytes_max, Offset durable) {
  read_.clear();
  handed_out_ = 0;
  const auto limit = TRY(limit_in_segment(durable));
  const auto chunk = std::clamp(bytes_max, chunk_bytes_min, chunk_bytes_max);
  auto batch = TRY(source_->next(chunk));
  if (!batch) {
    return damaged(path_, source_->position(),
                   fmt::format("no whole batch at offset {}", number(next_)));
  }
  TRY(take(*batch));
  while (next_ < limit && (batch = source_->next_in_memory())) TRY(take(*batch));
  return {};
}

Result<void> SegmentReader::take(const Batch& batch) {
  const auto& header = batch.header;
  const auto already = read_.size();
  if (header.first > next_ || header.end() <= next_ ||
      !parse_records(header, batch.payload, read_)) {
    return damaged(path_, batch.position,
                   fmt::format("the batch does not hold offset {}", number(next_)));
  }
  const auto before = number(next_) - number(header.first);  // read from the middle of a batch
  const auto from = read_.begin() + static_cast<std::ptrdiff_t>(already);
  read_.erase(from, from + static_cast<std::ptrdiff_t>(before));
  next_ = header.end();
  return {};
}

// How far to read in the segment that holds next_, entering it first if need be.
Result<Offset> SegmentReader::limit_in_segment(Offset durable) {
  if (!source_ || (successor_ && next_ >= *successor_)) TRY(enter_segment());
  if (!successor_ && end_.tail() != first_) {
    TRY(find_successor());
    if (successor_ && next_ >= *successor_) TRY(enter_segment());
  }
  return successor_ ? std::min(durable, *successor_) : durable;
}

Result<void> SegmentReader::find_successor() {
  for (const auto first : TRY(list_segments(disk_, directory_))) {
    if (first <= first_) continue;
    successor_ = first;
    break;
  }
  return {};
}

Result<void> SegmentReader::enter_segment() {
  const auto segments = TRY(list_segments(disk_, directory_));
  const auto behind = std::upper_bound(segments.begin(), segments.end(), next_);
  if (behind == segments.begin()) {
    return damaged(directory_, 0, fmt::format("no segment holds offset {}", number(next_)));
  }
  first_ = *(behind - 1);
  successor_ = behind == segments.end() ? std::nullopt : std::optional(*behind);
  path_ = segment_path(directory_, first_);
  source_.reset();
  file_ = TRY(disk_.open(path_, Disk::Mode::read));
  return seek();
}

// Hops from header to header up to the batch that holds next_.
Result<void> SegmentReader::seek() {
  std::uint64_t position = head_bytes;
  for (Offset offset = first_; offset < next_;) {
    std::string bytes(batch_header_bytes, '\0');
    bytes.resize(TRY(file_->read_at(position, bytes.data(), bytes.size())));
    const auto header = parse_header(bytes, seed_);
    if (!header || header->first != offset) {
      return damaged(path_, position, fmt::format("no batch at offset {}", number(offset)));
    }
    offset = header->end();
    if (offset > next_) break;
    position += header->batch_bytes();
  }
  source_.emplace(*file_, seed_, position);
  return {};
}

}  // namespace fettle::segment_log
