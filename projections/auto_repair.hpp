// The read side of a car workshop: one projection with all its tables.
#pragma once

#include <cstdint>

#include "core/projection.hpp"

namespace fettle::projections {

// Rises when a fold changes what it writes; the tables' shape is compared by itself.
inline constexpr std::uint64_t auto_repair_folds = 6;

Projection auto_repair();

}  // namespace fettle::projections
