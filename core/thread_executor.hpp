// An executor on a thread of its own.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "core/ports/executor.hpp"

namespace fettle {

class ThreadExecutor final : public Executor {
 public:
  ThreadExecutor();
  // Runs what was posted before, then ends.
  ~ThreadExecutor() override;
  void post(std::function<void()> work) override;

 private:
  void run(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::function<void()>> waiting_;
  std::jthread thread_;
};

}  // namespace fettle
