// Turns an accepted decision into the records of one commit: sealed, numbered under the claim and
// chained to the tenant's earlier commits.
#pragma once

#include <vector>

#include "core/envelope.hpp"
#include "core/hash_chain.hpp"
#include "core/ports/keys.hpp"
#include "core/position.hpp"

namespace fettle {

struct ClaimCursor {
  Offset claim{};
  std::uint64_t next_n = 0;
};

struct BuiltCommit {
  std::vector<Record> records;
  crypto::Digest head;  // the tenant's chain after this commit
};

// Moves `cursor` behind the commit, but only on success.
// rejected `commit_too_large`: a record beyond record_bytes_max. Throws InvariantBroken when data
// or a header is no well-formed UTF-8.
Checked<BuiltCommit> build_commit(const CommitFacts& facts, const std::vector<DecidedEvent>& events,
                                  const std::vector<std::uint64_t>& sequences,
                                  const FirstAnswer* first, const crypto::Digest& head,
                                  Sealing& sealing, ClaimCursor& cursor);

}  // namespace fettle
