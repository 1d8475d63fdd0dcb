// The dice of one run: everything that is drawn comes from one seed, so that a seed repeats a run.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/moment.hpp"
#include "core/ports/dice.hpp"

namespace fettle::sim {

class Random final : public Dice {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // Below `count`, which is not 0. Not std::uniform_int_distribution: libraries differ in it.
  std::uint64_t below(std::uint64_t count) { return engine_() % count; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  Micros between(Micros low, Micros high) { return Micros(between(low.count(), high.count())); }
  // With this probability, in millionths.
  bool chance(std::uint32_t millionths) { return below(1'000'000) < millionths; }

  template <class T>
  T& pick(std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  // Another stream of the same seed: what is drawn from it changes nothing of this one.
  Random split(std::uint64_t stream) {
    return Random(engine_() ^ (stream * 0x9e3779b97f4a7c15ULL));
  }

  std::string bytes(std::size_t count) override {
    std::string drawn(count, '\0');
    for (auto& byte : drawn) byte = static_cast<char>(engine_() & 0xff);
    return drawn;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace fettle::sim
