// Commands waiting for the shard: a bounded queue a tenant, served in turn, so that one busy tenant
// fills only its own queue.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

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

  // Up to `count`, each the next one of the tenant whose turn it is; adds them to `into`.
  void take(std::size_t count, std::vector<Submission>& into) {
    for (; count > 0 && !turns_.empty(); --count) {
      auto tenant = std::move(turns_.front());
      turns_.pop_front();
      const auto queue = queues_.find(tenant);
      into.push_back(std::move(queue->second.front()));
      queue->second.pop_front();
      --size_;
      if (queue->second.empty()) {
        queues_.erase(queue);
      } else {
        turns_.push_back(std::move(tenant));
      }
    }
  }

  std::size_t size() const { return size_; }

 private:
  std::size_t waiting_max_;
  std::size_t size_ = 0;
  std::map<std::string, std::deque<Submission>> queues_;
  std::deque<std::string> turns_;
};

}  // namespace fettle
