#include "adapters/segment_log/batch.hpp"

#include "core/bytes.hpp"
#include "core/crc32c.hpp"

namespace fettle::segment_log {
namespace {

constexpr std::uint32_t magic = 0x48435442;  // "BTCH"
constexpr std::size_t checksum_at = batch_header_bytes - sizeof(std::uint32_t);

}  // namespace

std::size_t BatchHeader::batch_bytes() const {
  const std::size_t bytes = batch_header_bytes + payload_bytes;
  return (bytes + batch_alignment - 1) / batch_alignment * batch_alignment;
}

std::uint32_t seed_of(const LogId& log) { return crc32c(log.text()); }

std::optional<BatchHeader> parse_header(std::string_view bytes, std::uint32_t seed) {
  if (bytes.size() < batch_header_bytes) return std::nullopt;
  const char* const from = bytes.data();
  BatchHeader header;
  header.checksum = load_little<std::uint32_t>(from + checksum_at);
  if (load_little<std::uint32_t>(from) != magic) return std::nullopt;
  if (crc32c(bytes.substr(0, checksum_at), seed) != header.checksum) return std::nullopt;
  header.payload_bytes = load_little<std::uint32_t>(from + 4);
  header.first = Offset{load_little<std::uint64_t>(from + 8)};
  header.durable_end = Offset{load_little<std::uint64_t>(from + 16)};
  header.records = load_little<std::uint32_t>(from + 24);
  header.payload_checksum = load_little<std::uint32_t>(from + 28);
  if (header.end() <= header.first) return std::nullopt;  // no batch of ours is empty
  return header;
}

bool payload_is_whole(const BatchHeader& header, std::string_view payload) {
  return payload.size() == header.payload_bytes && crc32c(payload) == header.payload_checksum;
}

bool parse_records(const BatchHeader& header, std::string_view payload,
                   std::vector<StoredRecord>& out) {
  Offset offset = header.first;
  while (!payload.empty()) {
    if (payload.size() < sizeof(std::uint32_t)) return false;
    const std::size_t size = load_little<std::uint32_t>(payload.data());
    payload.remove_prefix(sizeof(std::uint32_t));
    if (payload.size() < size) return false;
    auto record = RecordView::parse(payload.substr(0, size));
    if (!record) return false;
    out.push_back({offset, *record});
    offset = next(offset);
    payload.remove_prefix(size);
  }
  return offset == header.end();
}

void BatchBuilder::begin(Offset first, Offset durable_end) {
  header_ = {};
  header_.first = first;
  header_.durable_end = durable_end;
  bytes_.assign(batch_header_bytes, '\0');
}

void BatchBuilder::add(std::string_view record) {
  append_little(bytes_, static_cast<std::uint32_t>(record.size()));
  bytes_ += record;
  ++header_.records;
}

BatchHeader BatchBuilder::finish() {
  const auto payload = std::string_view(bytes_).substr(batch_header_bytes);
  header_.payload_bytes = static_cast<std::uint32_t>(payload.size());
  header_.payload_checksum = crc32c(payload);
  char* const to = bytes_.data();
  store_little(to, magic);
  store_little(to + 4, header_.payload_bytes);
  store_little(to + 8, number(header_.first));
  store_little(to + 16, number(header_.durable_end));
  store_little(to + 24, header_.records);
  store_little(to + 28, header_.payload_checksum);
  header_.checksum = crc32c(std::string_view(bytes_).substr(0, checksum_at), seed_);
  store_little(to + checksum_at, header_.checksum);
  bytes_.resize(header_.batch_bytes(), '\0');
  return header_;
}

}  // namespace fettle::segment_log
