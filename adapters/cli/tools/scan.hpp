// One pass over the log, commit by commit, up to where it was durable when the pass began.
#pragma once

#include <functional>

#include "adapters/cli/tools/progress.hpp"
#include "core/commit_reader.hpp"

namespace fettle::cli {

// The embedded log has one.
inline constexpr Partition only_partition{0};

// False: enough was seen.
using VisitCommit = std::function<Result<bool>(const StoredCommit&)>;

// Calls `visit` for every whole commit that ends before `end`.
Result<void> scan(Log& log, Offset end, Progress& progress, const VisitCommit& visit);

}  // namespace fettle::cli
