#include "core/hash_chain.hpp"

#include <algorithm>
#include <vector>

#include "core/bytes.hpp"
#include "core/header_names.hpp"

namespace fettle {
namespace {

constexpr std::size_t part_head_bytes = 8;

// Text led by its length as 8 bytes big-endian; gives the place behind.
char* put_part(char* to, std::string_view part) {
  store_big(to, part.size());
  return std::copy(part.begin(), part.end(), to + part_head_bytes);
}

}  // namespace

crypto::Digest chain_hash(const crypto::Digest& previous, RecordView record) {
  // Kept per thread: this runs once an event on the shard, and one long add is the quickest.
  thread_local std::string parts;
  thread_local std::vector<Header> headers;
  thread_local crypto::Sha256 sha;
  headers.clear();
  std::size_t bytes = 2 * part_head_bytes + previous.size() + record.value().size();
  record.each_header([&](const Header& header) {
    if (!header.name.starts_with("ce_")) return;
    headers.push_back(header);
    bytes += 2 * part_head_bytes + header.name.size() + header.value.size();
  });
  // Of one name, the earlier in the record comes first: a stable order without its allocation.
  const auto before = [](const Header& a, const Header& b) {
    const auto order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.name.data() < b.name.data();
  };
  // make_record writes them in this order.
  if (!std::is_sorted(headers.begin(), headers.end(), before)) {
    std::sort(headers.begin(), headers.end(), before);
  }
  parts.resize(bytes);
  char* to = put_part(parts.data(), crypto::text(previous));
  to = put_part(to, record.value());
  for (const auto& header : headers) to = put_part(put_part(to, header.name), header.value);
  sha.add(parts);
  return sha.finish();
}

void add_hash(Record& record, const crypto::Digest& hash) {
  record.add(header::hash, crypto::text(hash));
}

std::optional<crypto::Digest> stored_hash(RecordView record) {
  const auto bytes = record.header(header::hash);
  crypto::Digest digest;
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

}  // namespace fettle
