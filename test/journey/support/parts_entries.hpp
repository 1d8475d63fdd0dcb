// Requests that are accepted, of the commands on parts. They need a shop beside an Odoo with the
// products of shelves.hpp.
#pragma once

#include "test/journey/support/catalogue.hpp"

namespace fettle::journey {

std::vector<Entry> of_parts();
std::vector<Entry> of_counts();

}  // namespace fettle::journey
