#include "adapters/segment_log/durable_end.hpp"

#include <algorithm>

namespace fettle::segment_log {
namespace {

constexpr std::chrono::milliseconds look_again{5};

}  // namespace

void DurableEnd::publish_end(Offset end) {
  mark_.publish_end(end);
  {
    const std::lock_guard lock(mutex_);
  }  // a reader between its look and its wait must not miss it
  moved_.notify_all();
}

Offset DurableEnd::wait_beyond(Offset offset, std::chrono::milliseconds wait,
                               std::atomic<bool>& woken) {
  const auto ready = [&] { return woken || now() > offset; };
  const auto deadline = std::chrono::steady_clock::now() + wait;
  std::unique_lock lock(mutex_);
  if (published_ == Published::in_this_process) {
    moved_.wait_until(lock, deadline, ready);
  } else {
    while (!ready() && std::chrono::steady_clock::now() < deadline) {
      moved_.wait_until(lock, std::min(deadline, std::chrono::steady_clock::now() + look_again));
    }
  }
  woken = false;
  return now();
}

void DurableEnd::wake(std::atomic<bool>& woken) {
  const std::lock_guard lock(mutex_);
  woken = true;
  moved_.notify_all();
}

}  // namespace fettle::segment_log
