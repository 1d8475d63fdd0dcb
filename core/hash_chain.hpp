// The hash chain of a tenant: each record names the hash of everything before it, so that a change
// to a stored event shows up to a head that was noted elsewhere.
#pragma once

#include <optional>

#include "core/crypto/crypto.hpp"
#include "core/record.hpp"

namespace fettle {

inline constexpr crypto::Digest chain_start{};  // 32 zero bytes: before a tenant's first record

// SHA-256 of the previous hash, the value, then name and value of every `ce_` header sorted by
// name, each part led by its length as 8 bytes big-endian. Leaves out what belongs to one log, so
// the chain survives migration and export. Any thread.
crypto::Digest chain_hash(const crypto::Digest& previous, RecordView record);

void add_hash(Record& record, const crypto::Digest& hash);
std::optional<crypto::Digest> stored_hash(RecordView record);

}  // namespace fettle
