// The snapshots that `fettle doctor --prepare` folded, put in the place of those of an older
// binary.
#pragma once

#include <filesystem>

#include "core/domain.hpp"
#include "core/result.hpp"

namespace fettle::cli {

inline constexpr auto prepared_folder = "snapshots-next";

// In the data folder `root`: when `snapshots` are of another shape than this binary's, or absent,
// and snapshots-next are of its own, these take their place. Called by the process that holds the
// log, before it opens its snapshots. A crash in between is made good by the next call.
Result<void> take_prepared(const std::filesystem::path& root, const Domain& domain);

}  // namespace fettle::cli
