// Writes the commits of one log into a new one: what belongs to a log (claim, number) is made
// anew, what lies under the hash chain stays as it is.
#pragma once

#include "adapters/cli/tools/progress.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/log.hpp"

namespace fettle::cli {

// `to` is new and empty. Everything is durable when it returns; gives the number of events.
Result<std::uint64_t> rewrite(Log& from, Log& to, Dice& dice, Progress& progress);

}  // namespace fettle::cli
