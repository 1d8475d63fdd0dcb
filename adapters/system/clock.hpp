// The machine's clock: the only place that asks for the time of day.
#pragma once

#include <atomic>

#include "core/ports/clock.hpp"

namespace fettle {

class SystemClock : public Clock {
 public:
  Moment now() const override;
};

// For test mode: another clock, moved by as much as a test asks for. Any thread.
class MovableClock : public Clock {
 public:
  explicit MovableClock(const Clock& clock) : clock_(clock) {}

  Moment now() const override { return clock_.now() + ahead(); }
  Micros ahead() const { return Micros(ahead_.load()); }
  void move_by(Micros span) { ahead_ += span.count(); }

 private:
  const Clock& clock_;
  std::atomic<Micros::rep> ahead_ = 0;
};

}  // namespace fettle
