// The work that the read side is measured with: whole orders of two shops.
#pragma once

#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/log.hpp"

namespace fettle::bench {

// Fills a log with them, from the customer's arrival until they are paid. On a log with two
// partitions each shop has its own; on a log with one they lie mixed. As in a shop, a hundred
// orders go on at a time.
void fill(Log& log, Keys& keys, Dice& dice, int orders);

}  // namespace fettle::bench
