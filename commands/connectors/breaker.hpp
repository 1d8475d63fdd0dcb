// Keeps calls from a system that does not answer: after some failures in a row it lets one call a
// pause through, and all again once one succeeds.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/moment.hpp"

namespace fettle {

class Breaker {
 public:
  struct Options {
    std::uint32_t failures_max = 5;  // in a row: then it opens
    Micros pause{std::chrono::seconds(15)};
    Micros pause_max{std::chrono::minutes(5)};  // each failed probe doubles the pause
  };

  explicit Breaker(Options options) : options_(options) {}

  bool open() const { return failures_ >= options_.failures_max; }
  // While it is open: one probe, once the pause is over.
  bool lets_through(Moment now) const { return !open() || (!probing_ && now >= next_probe_); }
  void called() { probing_ = open(); }
  void not_called() { probing_ = false; }

  void succeeded() {
    failures_ = 0;
    probing_ = false;
    pause_ = options_.pause;
  }
  // Returns how long to leave the system alone.
  Micros failed(Moment now) {
    const bool was_open = open();
    ++failures_;
    probing_ = false;
    if (was_open) pause_ = std::min(pause_ * 2, options_.pause_max);
    next_probe_ = now + pause_;
    return pause_;
  }

 private:
  Options options_;
  std::uint32_t failures_ = 0;
  bool probing_ = false;
  Micros pause_ = options_.pause;
  Moment next_probe_{Micros{0}};
};

}  // namespace fettle
