// The snapshots that `fettle doctor --prepare` folded, put in the place of those of an older
// binary.
#pragma once

#include <filesystem>
#include <functional>

#include "adapters/cli/tools/doctor.hpp"
#include "core/domain.hpp"
#include "core/result.hpp"

namespace fettle::cli {

inline constexpr auto prepared_folder = "snapshots-next";

// Folds anew into snapshots-next of the data folder `root`. They stay only when all is healthy: a
// corrected binary may have the same shape, and would begin with the tenants that stopped here.
Result<Diagnosis> prepare(const std::filesystem::path& root,
                          const std::function<Result<Diagnosis>(Snapshots& into)>& diagnose_into);

// In the data folder `root`: when `snapshots` are of another shape than this binary's, or absent,
// and snapshots-next are of its own, these take their place. Called by the process that holds the
// log, before it opens its snapshots. A crash in between is made good by the next call.
Result<void> take_prepared(const std::filesystem::path& root, const Domain& domain);

}  // namespace fettle::cli
