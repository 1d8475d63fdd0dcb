// What a log holds of each tenant, counted and hashed from its content: two logs that hold the
// same have the same tallies, whatever their claims and partitions.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "adapters/cli/tools/progress.hpp"
#include "core/commit_reader.hpp"
#include "core/crypto/crypto.hpp"
#include "core/hash_chain.hpp"

namespace fettle::cli {

struct TenantTally {
  std::uint64_t commits = 0;
  std::uint64_t events = 0;
  crypto::Digest head = chain_start;  // over every event, in order
  bool operator==(const TenantTally&) const = default;
};
using Tallies = std::map<std::string, TenantTally, std::less<>>;

std::uint64_t events_of(const Tallies& tallies);
std::uint64_t commits_of(const Tallies& tallies);

// Counts a commit and carries the chain on.
// damaged `chain_broken`: a stored hash is not that of the content; `key_wrong`: two tenants.
Result<const TenantTally*> add(Tallies& tallies, const StoredCommit& commit);

using SeeCommit = std::function<Result<void>(const StoredCommit&)>;

// Shows every whole commit behind `from`, up to where the log is durable now; gives where that is.
Result<Checkpoint> read_on(Log& log, const Checkpoint& from, Progress& progress,
                           const SeeCommit& see);

}  // namespace fettle::cli
