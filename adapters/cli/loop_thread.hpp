// Runs a loop (of a process manager, of a connector) on a thread of its own, step after step.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include "core/result.hpp"

namespace fettle::cli {

class LoopThread {
 public:
  using OnFault = std::function<void(const Fault&)>;
  struct Loop {
    std::function<Result<void>(std::chrono::milliseconds wait)> step;
    std::function<void()> wake;  // any thread
  };

  // A damaged log ends it; other faults are told, and it goes on after a pause.
  LoopThread(Loop loop, OnFault on_fault);
  ~LoopThread();

 private:
  void run(const std::stop_token& stop);

  Loop loop_;
  OnFault on_fault_;
  std::jthread thread_;
};

}  // namespace fettle::cli
