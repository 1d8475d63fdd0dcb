// Collects the outcomes of many submissions, and knows of each how often it was answered.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "core/shard/submission.hpp"

namespace fettle::http::test {

class Answers {
 public:
  // What to call with the outcome of one more submission.
  std::function<void(Outcome)> next() {
    const std::lock_guard lock(mutex_);
    const auto at = outcomes_.size();
    outcomes_.emplace_back();
    return [this, at](Outcome outcome) {
      const std::lock_guard inner(mutex_);
      outcomes_[at].push_back(std::move(outcome));
      ++given_;
      changed_.notify_all();
    };
  }

  // False when fewer came within half a minute.
  bool wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return given_ >= count; });
  }

  std::size_t given() const {
    const std::lock_guard lock(mutex_);
    return given_;
  }
  bool each_once() const {
    const std::lock_guard lock(mutex_);
    return std::ranges::all_of(outcomes_, [](const auto& one) { return one.size() == 1; });
  }
  // Of the submission with that number, its first.
  Outcome of(std::size_t at) const {
    const std::lock_guard lock(mutex_);
    return outcomes_.at(at).at(0);
  }
  // The code of its fault or refusal; "accepted" when it has none, "" before it is answered.
  std::string code(std::size_t at) const {
    if (!answered(at)) return {};
    const auto outcome = of(at);
    if (const auto* fault = std::get_if<Fault>(&outcome)) return fault->code;
    if (const auto* rejection = std::get_if<Rejection>(&outcome)) return rejection->code;
    return "accepted";
  }
  std::size_t count_of(const std::string& wanted) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size(); ++i) count += code(i) == wanted ? 1u : 0u;
    return count;
  }

 private:
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return outcomes_.size();
  }
  bool answered(std::size_t at) const {
    const std::lock_guard lock(mutex_);
    return !outcomes_.at(at).empty();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::vector<Outcome>> outcomes_;
  std::size_t given_ = 0;
};

}  // namespace fettle::http::test
