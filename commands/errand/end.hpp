// How the result of an errand is recorded once: the first one ends it, in the commit of what it
// changed; whatever comes later is nothing to do.
#pragma once

#include <string_view>

#include "commands/errand/indexes.hpp"

namespace fettle {

// Whether a result still counts. One that nobody tried counts too: what it asked for was found
// done, by a callback or by hand.
bool is_open(TenantView& view, const ErrandId& errand);

// Adds the end of the errand to the decision that records its result, and lets its answer speak of
// the first event. Precondition: is_open.
void end_errand(Decision& decision, const ErrandId& errand, std::string_view result);

}  // namespace fettle
