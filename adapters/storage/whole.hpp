// Whether bytes are the announced ones: they are read again, a portion at a time.
#pragma once

#include <functional>

#include "core/ports/objects.hpp"

namespace fettle::storage {

inline constexpr std::size_t read_back_at_once = 1024 * 1024;

// `read` gives at most that many bytes from there on, none at the end.
using ReadBack = std::function<Result<std::string>(std::uint64_t offset, std::size_t count)>;
Result<Finish> compare(const ObjectPlan& plan, const ReadBack& read);

}  // namespace fettle::storage
