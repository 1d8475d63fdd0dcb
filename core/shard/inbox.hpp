// Commands waiting for the shard: a bounded queue a tenant, served in turn, so that one busy tenant
// fills only its own queue.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "core/shard/submission.hpp"

namespace fettle {

// Not thread-safe: its owner locks.
class Inbox {
 public:
  explicit Inbox(std::size_t waiting_max) : waiting_max_(waiting_max) {}

  // False, and `submission` untouched: the tenant's queue is full.
  bool put(Submission& submission) {
    auto& queue = queues_[submission.tenant.text()];
    if (queue.size() >= waiting_max_) return false;
    if (queue.empty()) turns_.push_back(submission.tenant.text());
    queue.push_back(std::move(submission));
    ++size_;
    return true;
  }

  // The next one of the tenant whose turn it is.
  std::optional<Submission> take() {
    if (turns_.empty()) return std::nullopt;
    const auto tenant = std::move(turns_.front());
    turns_.pop_front();
    const auto queue = queues_.find(tenant);
    auto submission = std::move(queue->second.front());
    queue->second.pop_front();
    --size_;
    if (queue->second.empty()) {
      queues_.erase(queue);
    } else {
      turns_.push_back(tenant);
    }
    return submission;
  }

  std::size_t size() const { return size_; }

 private:
  std::size_t waiting_max_;
  std::size_t size_ = 0;
  std::map<std::string, std::deque<Submission>> queues_;
  std::deque<std::string> turns_;
};

}  // namespace fettle
