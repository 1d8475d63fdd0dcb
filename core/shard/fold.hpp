// Evolves aggregates by events and finds out what that changes: the same code for a commit just
// decided and for one read from the log, so that both give the same state.
#pragma once

#include <vector>

#include "core/decision.hpp"
#include "core/shard/memory.hpp"

namespace fettle {

struct Folded {
  Changes changes;
  std::vector<std::uint64_t> sequences;  // of each event: its aggregate's version after it
};

// By the rule of core/answer_version.hpp.
std::uint64_t answer_version(const std::vector<DecidedEvent>& events, const Folded& folded);

// Changes nothing in `memory`. Fails when the store does; throws InvariantBroken when an aggregate
// does not know its event.
Result<Folded> fold(Memory& memory, const TenantId& tenant,
                    const std::vector<DecidedEvent>& events);

}  // namespace fettle
