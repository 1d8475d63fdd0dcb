#include "core/shard/answer_record.hpp"

#include "core/bytes.hpp"
#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle {
namespace {

constexpr std::size_t head = 34;

Moment accepted_in(std::string_view bytes) {
  return Moment(Micros{load_little<std::int64_t>(bytes.data() + 10)});
}

}  // namespace

// Layout: u64 version, u16 status, u64 accepted, u64 offset, u32 sizes of hash and id, both,
// members.
std::string encode(const AnswerRecord& record) {
  std::string bytes;
  bytes.reserve(head + record.request_hash.size() + record.id.size() + record.members.size());
  append_little(bytes, record.version);
  append_little(bytes, record.status);
  append_little(bytes, std::int64_t{record.accepted.since_epoch().count()});
  append_little(bytes, number(record.offset));
  append_little(bytes, static_cast<std::uint32_t>(record.request_hash.size()));
  append_little(bytes, static_cast<std::uint32_t>(record.id.size()));
  bytes += record.request_hash;
  bytes += record.id;
  bytes += record.members;
  return bytes;
}

Result<AnswerRecord> decode_answer(std::string_view bytes) {
  const Fault damaged{FaultKind::damaged, "snapshot_unreadable", "an answer is cut short"};
  if (bytes.size() < head) return damaged;
  const auto hash_size = load_little<std::uint32_t>(bytes.data() + 26);
  const auto id_size = load_little<std::uint32_t>(bytes.data() + 30);
  if (bytes.size() - head < std::size_t{hash_size} + id_size) return damaged;
  AnswerRecord record;
  record.version = load_little<std::uint64_t>(bytes.data());
  if (!planted(Defect::status_not_read_back)) {
    record.status = load_little<std::uint16_t>(bytes.data() + 8);
  }
  record.accepted = accepted_in(bytes);
  record.offset = Offset{load_little<std::uint64_t>(bytes.data() + 18)};
  record.request_hash = bytes.substr(head, hash_size);
  record.id = bytes.substr(head + hash_size, id_size);
  record.members = bytes.substr(head + hash_size + id_size);
  return record;
}

bool is_ended_answer(std::string_view key, std::string_view value, Moment now, Micros lifetime) {
  return key.starts_with(keyspace::answer_prefix) && value.size() >= head &&
         key_ended(accepted_in(value), now, lifetime);
}

}  // namespace fettle
