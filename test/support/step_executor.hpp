// An executor that runs when a test says so, on its thread: the simulator's double.
#pragma once

#include <deque>

#include "core/ports/executor.hpp"

namespace fettle::test {

class StepExecutor final : public Executor {
 public:
  void post(std::function<void()> work) override { work_.push_back(std::move(work)); }
  // Runs what was posted, and what that posts.
  void run() {
    while (!work_.empty()) run_one();
  }
  // Precondition: something was posted.
  void run_one() {
    auto next = std::move(work_.front());
    work_.pop_front();
    next();
  }
  bool idle() const { return work_.empty(); }

 private:
  std::deque<std::function<void()>> work_;
};

}  // namespace fettle::test
