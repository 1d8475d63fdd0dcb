// Stays awake for a moment before it sleeps. Under load the next piece of work is mostly some
// microseconds away, and a processor that went to sleep meanwhile, above all a virtual one, takes
// longer to come back than that.
#pragma once

#include <sched.h>

#include <chrono>

namespace fettle {

// Whether `ready` becomes true soon. Leaves the processor to whoever else can use it.
template <class Ready>
bool comes_soon(const Ready& ready) {
  constexpr std::chrono::microseconds awake_max{30};
  const auto end = std::chrono::steady_clock::now() + awake_max;
  do {
    if (ready()) return true;
    sched_yield();
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

}  // namespace fettle
