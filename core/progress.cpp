#include "core/progress.hpp"

#include <algorithm>

namespace fettle {

Progress::Progress() : watch_([this](const std::stop_token& stop) { watch(stop); }) {}

Progress::~Progress() {
  watch_.request_stop();
  watch_.join();
  for (const auto& waiting : waiting_) waiting.waiter(false);
}

bool Progress::holds(const Position& position) const {
  const auto found = checkpoints_.find(position.partition);
  return found != checkpoints_.end() && found->second.log == position.log &&
         found->second.next > position.offset;
}

std::list<Progress::Waiting> Progress::take_if(const std::function<bool(const Waiting&)>& which) {
  std::list<Waiting> taken;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto one = at++;
    if (which(*one)) taken.splice(taken.end(), waiting_, one);
  }
  return taken;
}

void Progress::reached(const Checkpoint& checkpoint) {
  std::list<Waiting> glad;
  {
    const std::lock_guard lock(mutex_);
    checkpoints_.insert_or_assign(checkpoint.partition, checkpoint);
    glad = take_if([this](const Waiting& waiting) { return holds(waiting.position); });
  }
  for (const auto& waiting : glad) waiting.waiter(true);
}

void Progress::when(const Position& position, std::chrono::milliseconds wait, Waiter waiter) {
  {
    const std::lock_guard lock(mutex_);
    if (!holds(position)) {
      waiting_.push_back({position, Clock::now() + wait, std::move(waiter)});
      changed_.notify_all();
      return;
    }
  }
  waiter(true);
}

bool Progress::awaited() const {
  const std::lock_guard lock(mutex_);
  return !waiting_.empty();
}

void Progress::watch(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    auto next = Clock::now() + std::chrono::seconds(1);
    for (const auto& waiting : waiting_) next = std::min(next, waiting.until);
    changed_.wait_until(lock, stop, next, [&] {
      return std::ranges::any_of(waiting_, [&](const auto& one) { return one.until < next; });
    });
    const auto now = Clock::now();
    auto late = take_if([now](const Waiting& waiting) { return waiting.until <= now; });
    lock.unlock();
    for (const auto& waiting : late) waiting.waiter(false);
    lock.lock();
  }
}

}  // namespace fettle
