// A record goes from one log into another, or from one claim under another.
#pragma once

#include "core/claim_rule.hpp"

namespace fettle {

// The same record as number `n` of this claim; what lies under the hash chain stays as it was.
Record under_claim(RecordView record, Offset claim, std::uint64_t n);

}  // namespace fettle
