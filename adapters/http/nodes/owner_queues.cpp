#include "adapters/http/nodes/owner_queues.hpp"

namespace fettle::http {
namespace {

Letter take_front(std::deque<Letter>& waiting) {
  auto letter = std::move(waiting.front());
  waiting.pop_front();
  return letter;
}

}  // namespace

Result<void> OwnerQueues::add(Letter& letter) {
  const std::lock_guard lock(mutex_);
  if (closed_) return Fault{FaultKind::unavailable, "shutting_down", "this node ends"};
  auto& owner = owners_[letter.owner];
  if (owner.waiting.size() + owner.in_flight >= limits_.outstanding_max) {
    return Fault{FaultKind::unavailable, "overloaded",
                 "too much is outstanding at " + letter.owner + "; nothing was sent"};
  }
  owner.waiting.push_back(std::move(letter));
  return {};
}

OwnerQueues::Due OwnerQueues::take(Deadline now) {
  const std::lock_guard lock(mutex_);
  Due due;
  for (auto& [url, owner] : owners_) {
    auto& waiting = owner.waiting;
    while (!waiting.empty() && waiting.front().deadline <= now) {
      due.late.push_back(take_front(waiting));
    }
    for (; !waiting.empty() && owner.in_flight < limits_.in_flight_max; ++owner.in_flight) {
      due.to_send.push_back(take_front(waiting));
    }
  }
  std::erase_if(owners_, [](const auto& entry) {
    return entry.second.waiting.empty() && entry.second.in_flight == 0;
  });
  return due;
}

void OwnerQueues::ended(const std::string& owner) {
  const std::lock_guard lock(mutex_);
  --owners_.at(owner).in_flight;
}

std::vector<Letter> OwnerQueues::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  std::vector<Letter> all;
  for (auto& [url, owner] : owners_) {
    while (!owner.waiting.empty()) all.push_back(take_front(owner.waiting));
  }
  return all;
}

}  // namespace fettle::http
