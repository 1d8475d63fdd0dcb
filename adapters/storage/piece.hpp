// What of a piece is new to a store that has the bytes before.
#pragma once

#include <algorithm>
#include <string_view>

#include "core/ports/objects.hpp"

namespace fettle::storage {

// The bytes that come behind the first `have`, as far as the plan goes; none when the piece begins
// beyond them.
inline std::string_view new_bytes(const ObjectPlan& plan, std::uint64_t have, std::uint64_t offset,
                                  std::string_view piece) {
  if (offset > have || have >= plan.size) return {};
  piece.remove_prefix(std::min<std::uint64_t>(have - offset, piece.size()));
  return piece.substr(0, plan.size - have);
}

}  // namespace fettle::storage
