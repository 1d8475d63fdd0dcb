// Ways to fold the same log into states. What is timed is one pass over all of it.
#pragma once

#include <cstdint>
#include <memory>

#include "bench/replay/shop.hpp"

namespace fettle::bench {

// Personal fields are opened with the customers' keys, or left empty as after an erasure.
enum class Personals { opened, empty };

struct Pass {
  std::uint64_t events = 0;
  std::uint64_t aggregates = 0;
  std::uint64_t states = 0;  // a sum over all of them: equal for equal states
};

class Contender {
 public:
  virtual ~Contender() = default;
  virtual void run() = 0;   // timed; forgets the pass before
  virtual Pass look() = 0;  // at what it made
};

// The engine: segment files, CRC, claim rule, envelope, dispatch, upcast, decode, evolve.
std::unique_ptr<Contender> replay(Shop& shop, Personals personals);
// The yardstick: the same bytes in memory, parsed and folded by hand.
std::unique_ptr<Contender> bare(Shop& shop, Personals personals);
// The engine with all that a node keeps beside states: what `fettle doctor --prepare` does.
std::unique_ptr<Contender> snapshots(Shop& shop);

}  // namespace fettle::bench
