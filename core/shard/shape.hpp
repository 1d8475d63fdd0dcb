// One hash over all state shapes, folds, indexes, timers and the answers' layout: snapshots folded
// by another binary must not be mixed with ours.
#pragma once

#include <string>

#include "core/domain.hpp"

namespace fettle {

std::string snapshot_shape(const Domain& domain);

}  // namespace fettle
