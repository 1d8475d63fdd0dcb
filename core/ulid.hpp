// Names for commits: 26 letters that sort by time (ULID, github.com/ulid/spec).
#pragma once

#include <string>

#include "core/moment.hpp"
#include "core/ports/dice.hpp"

namespace fettle {

std::string make_ulid(Moment now, Dice& dice);

}  // namespace fettle
