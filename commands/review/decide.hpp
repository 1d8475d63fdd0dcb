// The decision on a review.
#pragma once

#include "commands/review/indexes.hpp"
#include "schemas/review/commands.hpp"

namespace fettle {

Checked<Decision> decide(TenantView&, const Context&, const GiveReview&);

}  // namespace fettle
