// The time of day, injected, so that tests and the simulator can move it.
#pragma once

#include "core/moment.hpp"

namespace fettle {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment now() const = 0;  // any thread; may jump, also back
};

}  // namespace fettle
