#include "adapters/http/media/work_lanes.hpp"

namespace fettle::http {

WorkLanes::WorkLanes() {
  for (std::size_t i = 0; i < lanes; ++i) threads_.push_back(std::make_unique<ThreadExecutor>());
}

bool WorkLanes::post(std::string_view key, std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  if (threads_.empty() || waiting_ >= waiting_max) return false;
  ++waiting_;
  threads_[std::hash<std::string_view>{}(key) % threads_.size()]->post(
      [this, work = std::move(work)] {
        work();
        --waiting_;
      });
  return true;
}

void WorkLanes::finish() {
  std::vector<std::unique_ptr<ThreadExecutor>> ending;
  {
    const std::lock_guard lock(mutex_);
    ending.swap(threads_);
  }
}

}  // namespace fettle::http
