// Errands that were given up by the connector, as a person finds them.
#pragma once

#include <string>

#include "test/journey/support/shop.hpp"

namespace fettle::journey {

// The id of the errand of this subject, awaited; an end of the test when it does not die.
std::string dead_errand_of(Shop& shop, const std::string& subject);

}  // namespace fettle::journey
