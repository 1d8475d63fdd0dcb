// Runs the loop of one process manager on a thread of its own.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "core/process_manager.hpp"

namespace fettle::cli {

class ManagerThread {
 public:
  using OnFault = std::function<void(const Fault&)>;

  ManagerThread(std::unique_ptr<ProcessManagerLoop> loop, OnFault on_fault);
  ~ManagerThread();

 private:
  void run(const std::stop_token& stop);

  std::unique_ptr<ProcessManagerLoop> loop_;
  OnFault on_fault_;
  std::jthread thread_;
};

}  // namespace fettle::cli
