// When requests are meant to be sent. Latency counts from there, so that a server which stands
// still is charged for every request that would have come meanwhile, and not for one a connection.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "bench/generator/connection.hpp"

namespace fettle::bench {

class Schedule {
 public:
  // Without a rate the loop is closed: a request is meant for the moment its connection is free.
  Schedule(Time begin, Time end, double rate) : begin_(begin), end_(end), rate_(rate) {}

  // Takes the next request that is due, and says for when it was meant.
  std::optional<Time> take(Time now) {
    const auto meant = next();
    if (!open()) return now < end_ ? std::optional(now) : std::nullopt;
    if (meant >= end_ || meant > now) return std::nullopt;
    ++taken_;
    return meant;
  }

  // Nothing more will be due; of an open loop, also nothing that waits for a connection.
  bool done(Time now) const { return open() ? next() >= end_ : now >= end_; }

  // For when the next one is meant; of a closed loop, now.
  Time next() const {
    if (!open()) return begin_;
    const std::chrono::duration<double> after(static_cast<double>(taken_) / rate_);
    return begin_ + std::chrono::duration_cast<Clock::duration>(after);
  }

  // Of an open loop: what was meant to be sent, and never was.
  std::uint64_t left() const {
    const std::chrono::duration<double> whole = end_ - begin_;
    const auto all = open() ? static_cast<std::uint64_t>(std::ceil(whole.count() * rate_)) : 0;
    return all > taken_ + 1 ? all - taken_ : 0;  // of the last one, rounding may be to blame
  }

 private:
  bool open() const { return rate_ > 0; }

  Time begin_, end_;
  double rate_;
  std::uint64_t taken_ = 0;
};

}  // namespace fettle::bench
