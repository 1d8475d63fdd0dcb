// Takes idempotency keys out of the store once they are older than their lifetime, a few with every
// commit and by its event time, so that a replay takes out the same.
#pragma once

#include <vector>

#include "core/shard/memory.hpp"

namespace fettle {

// More than one: what a quiet time left behind is made up for.
inline constexpr std::size_t keys_expired_per_commit_max = 4;

class KeyExpiry {
 public:
  KeyExpiry(Memory& memory, Micros lifetime) : memory_(memory), lifetime_(lifetime) {}

  // Adds to a commit's changes what it takes out. Before the commit's own answer is added.
  Result<void> expire(Moment now, Changes& changes);
  // Adds that `key`, of an answer accepted now, will expire.
  void note(const std::string& key, Moment now, Changes& changes);
  // What is stored is another from now on.
  void forget() { oldest_.clear(); }

 private:
  Result<std::vector<std::string>> due_before(const std::string& limit, std::string next);

  Memory& memory_;
  Micros lifetime_;
  std::string oldest_;  // no entry is before it: spares looking; empty: not known
};

}  // namespace fettle
