// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "core/ports/clock.hpp"

namespace fettle::test {

class TestClock : public Clock {
 public:
  explicit TestClock(Moment start) : micros_(start.since_epoch().count()) {}

  Moment now() const override { return Moment(Micros(micros_.load())); }
  void set(Moment moment) { micros_ = moment.since_epoch().count(); }
  void move_by(Micros span) { micros_ += span.count(); }

 private:
  std::atomic<Micros::rep> micros_;
};

}  // namespace fettle::test
