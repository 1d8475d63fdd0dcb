// A report: SQL written by hand over a store and a span of days, one object as its answer.
#pragma once

#include <string>
#include <string_view>

#include "core/query.hpp"

namespace fettle::projections {

// `sql` gives one row with one column of JSON. $1 is the tenant, $2 the first day, $3 the last
// (both in UTC), $4 the store or null. The answer is marked incomplete as a whole when any event of
// the tenant could not be folded.
QueryType report(std::string_view path, std::string_view sentence, std::string_view sql);

}  // namespace fettle::projections
