#include "adapters/cli/loop_thread.hpp"

#include <condition_variable>
#include <mutex>

namespace fettle::cli {
namespace {

constexpr std::chrono::milliseconds step_wait{500};
constexpr std::chrono::milliseconds pause_between{5};  // many commits a step: nobody waits for it
constexpr std::chrono::milliseconds pause_after_fault{1000};

}  // namespace

LoopThread::LoopThread(Loop loop, OnFault on_fault)
    : loop_(std::move(loop)),
      on_fault_(std::move(on_fault)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

LoopThread::~LoopThread() {
  thread_.request_stop();
  loop_.wake();
}

void LoopThread::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any pause;
  while (!stop.stop_requested()) {
    const auto stepped = loop_.step(step_wait);
    if (!stepped) on_fault_(stepped.error());
    if (!stepped && stepped.error().kind == FaultKind::damaged) return;
    std::unique_lock lock(mutex);
    pause.wait_for(lock, stop, stepped ? pause_between : pause_after_fault, [] { return false; });
  }
}

}  // namespace fettle::cli
