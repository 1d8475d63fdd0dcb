// Randomness, injected: ids, nonces and keys come from here and nowhere else.
#pragma once

#include <cstdint>
#include <string>

namespace fettle {

class Dice {
 public:
  virtual ~Dice() = default;
  // `count` bytes that nobody can guess (the simulator's: that a seed repeats). Any thread.
  virtual std::string bytes(std::size_t count) = 0;
};

}  // namespace fettle
