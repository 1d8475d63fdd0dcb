// The kernel's random numbers.
#pragma once

#include "core/ports/dice.hpp"

namespace fettle {

// Fetches a stock per thread, so that most calls cost no system call. Not to be used on both sides
// of a fork: both would draw the same stock.
class SystemDice : public Dice {
 public:
  std::string bytes(std::size_t count) override;
};

}  // namespace fettle
