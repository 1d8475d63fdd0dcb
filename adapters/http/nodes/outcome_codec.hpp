// What became of a forwarded submission, as JSON, for the way back from the owner.
#pragma once

#include <string>
#include <string_view>

#include "core/shard/submission.hpp"

namespace fettle::http {

// Answer members, codes and numbers come back as they were. Of details, which may quote what a
// library said, bytes that are no UTF-8 become U+FFFD.
std::string to_json(const Outcome& outcome);

// invalid `outcome_unreadable`: not exactly one outcome, or one of a kind unknown to this binary.
Result<Outcome> outcome_from(std::string_view text);

}  // namespace fettle::http
