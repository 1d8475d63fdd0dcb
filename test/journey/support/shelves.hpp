// The products that lie in the store of a shop beside an Odoo, more of each than tests can take.
#pragma once

#include <string>

namespace fettle::journey {

inline const std::string pads = "PAD-SHELF";
// Kept by lots: its postings are refused before Odoo is asked for any, and wait for a person.
inline const std::string oil = "OIL-SHELF";

inline constexpr int shelf_pieces = 100'000;

}  // namespace fettle::journey
