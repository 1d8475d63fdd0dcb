// Time of one run: what is to happen, in order. One thing happens at a time, and nothing else makes
// time pass.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "core/moment.hpp"

namespace fettle::sim {

class Schedule {
 public:
  using Action = std::function<void()>;

  Moment now() const { return now_; }
  std::uint64_t steps() const { return steps_; }

  // What is due at the same moment happens in the order in which it was asked for.
  void at(Moment when, Action action) {
    waiting_.push({when < now_ ? now_ : when, ++asked_, std::move(action)});
  }
  void after(Micros delay, Action action) { at(now_ + delay, std::move(action)); }

  // False: nothing is waiting.
  bool step() {
    if (waiting_.empty()) return false;
    // Moved out before it runs: it may ask for more.
    auto next = std::move(const_cast<Waiting&>(waiting_.top()));
    waiting_.pop();
    now_ = next.when;
    ++steps_;
    next.action();
    return true;
  }

 private:
  struct Waiting {
    Moment when;
    std::uint64_t asked;
    Action action;
    bool operator<(const Waiting& other) const {
      return when == other.when ? asked > other.asked : when > other.when;
    }
  };
  Moment now_{Micros{1'795'000'000'000'000}};
  std::uint64_t steps_ = 0, asked_ = 0;
  std::priority_queue<Waiting> waiting_;
};

}  // namespace fettle::sim
