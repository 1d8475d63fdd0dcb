// How far the rows that are served have come, each partition for itself.
#pragma once

#include <string>
#include <vector>

#include "adapters/postgres/generations.hpp"
#include "core/checkpoint.hpp"

namespace fettle::postgres {

// Those of the projection's first lane; none while no generation is served.
Result<std::vector<Checkpoint>> served_checkpoints(Connection& connection, const Shape& shape,
                                                   const std::string& projection);

}  // namespace fettle::postgres
