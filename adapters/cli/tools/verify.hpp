// `fettle verify`: reads the whole log and proves that it is what was written: claims, order, and
// each tenant's hash chain, up to heads that were noted elsewhere.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/cli/tools/progress.hpp"
#include "core/crypto/crypto.hpp"
#include "core/ports/log.hpp"

namespace fettle::cli {

// Where a tenant's chain stands: what is noted elsewhere to be compared later.
struct Head {
  Offset offset{};  // of the record that has the hash
  crypto::Digest hash{};
  std::uint64_t events = 0;
};
using Heads = std::map<std::string, Head, std::less<>>;

// One line a tenant: name, events, offset, hash in hex.
std::string to_text(const Heads& heads);
// invalid `heads_malformed` names the line. Empty lines and those that begin with # are passed
// over.
Result<Heads> parse_heads(std::string_view text);

struct Damage {
  Partition partition{};
  Offset offset{};
  std::string code;  // stable: chain_broken, claim_missing …
  std::string detail;
};

// Damage beyond this many places is counted, not listed.
inline constexpr std::size_t damage_listed_max = 100;

struct Verification {
  std::uint64_t records = 0, events = 0, commits = 0, claims = 0, void_records = 0;
  Heads heads;
  std::vector<Damage> damage;
  std::uint64_t damage_count = 0;
};

// How a log takes the records of a commit: all at once, or one behind the other, so that its
// durable end may lie inside a commit that is on its way.
enum class Appends { whole_commits, single_records };

// Reads every record of all partitions up to the durable ends. Damage of content is listed and
// reading goes on; a batch that cannot be read ends its partition (`log_damaged`). `against`: heads
// that the chains must have passed through.
Result<Verification> verify(Log& log, const Heads& against, Progress& progress,
                            Appends appends = Appends::whole_commits);

}  // namespace fettle::cli
