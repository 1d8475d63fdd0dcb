#include "core/thread_executor.hpp"

namespace fettle {

ThreadExecutor::ThreadExecutor() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

ThreadExecutor::~ThreadExecutor() {
  thread_.request_stop();
  thread_.join();
}

void ThreadExecutor::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
}

void ThreadExecutor::run(const std::stop_token& stop) {
  while (true) {
    std::vector<std::function<void()>> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
      work.swap(waiting_);
    }
    if (work.empty()) return;
    for (auto& one : work) one();
  }
}

}  // namespace fettle
