#include "adapters/system/clock.hpp"

namespace fettle {

Moment SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Moment(std::chrono::duration_cast<Micros>(since_epoch));
}

}  // namespace fettle
