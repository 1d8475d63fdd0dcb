#include "core/hash_chain.hpp"

#include <algorithm>
#include <vector>

#include "core/bytes.hpp"
#include "core/header_names.hpp"

namespace fettle {
namespace {

void append_part(std::string& out, std::string_view part) {
  append_big(out, part.size());
  out += part;
}

}  // namespace

crypto::Digest chain_hash(const crypto::Digest& previous, RecordView record) {
  // Kept per thread: this runs once an event on the shard, and one long add is the quickest.
  thread_local std::string parts;
  thread_local std::vector<Header> headers;
  thread_local crypto::Sha256 sha;
  parts.clear();
  headers.clear();
  record.each_header([](const Header& header) {
    if (header.name.starts_with("ce_")) headers.push_back(header);
  });
  // Of one name, the earlier in the record comes first: a stable order without its allocation.
  std::sort(headers.begin(), headers.end(), [](const Header& a, const Header& b) {
    const auto order = a.name.compare(b.name);
    return order != 0 ? order < 0 : a.name.data() < b.name.data();
  });
  append_part(parts, crypto::text(previous));
  append_part(parts, record.value());
  for (const auto& header : headers) {
    append_part(parts, header.name);
    append_part(parts, header.value);
  }
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
