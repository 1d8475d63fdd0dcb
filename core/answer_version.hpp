// The rule for the version that an answer tells, wherever the answer is made: by the shard that
// decided, by one that reads the log again, by a projection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fettle {

// What one event of a commit made of its aggregate.
struct Reached {
  std::string_view aggregate, id;
  std::uint64_t version = 0;
};

// An answer speaks of the first event's aggregate, as it is after the whole commit. `reached(i)`
// tells of event `i` of `count`, which is not zero.
template <class At>
std::uint64_t answer_version(std::size_t count, At&& reached) {
  const Reached first = reached(std::size_t{0});
  auto version = first.version;
  for (std::size_t i = 1; i < count; ++i) {
    const Reached later = reached(i);
    if (later.aggregate == first.aggregate && later.id == first.id) version = later.version;
  }
  return version;
}

}  // namespace fettle
