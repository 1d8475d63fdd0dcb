// Dice that a seed repeats.
#pragma once

#include <mutex>
#include <random>

#include "core/ports/dice.hpp"

namespace fettle::test {

class TestDice : public Dice {
 public:
  explicit TestDice(std::uint64_t seed) : random_(seed) {}

  std::string bytes(std::size_t count) override {
    const std::lock_guard lock(mutex_);
    std::string drawn(count, '\0');
    for (auto& byte : drawn) byte = static_cast<char>(random_() & 0xff);
    return drawn;
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 random_;
};

}  // namespace fettle::test
