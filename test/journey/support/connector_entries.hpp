// Requests that are accepted, of the commands by which people end and begin connections.
#pragma once

#include "test/journey/support/catalogue.hpp"

namespace fettle::journey {

std::vector<Entry> of_connectors();

}  // namespace fettle::journey
