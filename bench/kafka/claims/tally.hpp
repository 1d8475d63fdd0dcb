// What all owners saw, for the judgement at the end. Any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "bench/kafka/claims/history.hpp"
#include "bench/kafka/latencies.hpp"

namespace fettle::bench {

class Tally {
 public:
  void acknowledged(CommandNumber command) {
    const std::lock_guard lock(mutex_);
    commands_.push_back(command);
  }
  void took_over(std::chrono::nanoseconds took) {
    const std::lock_guard lock(mutex_);
    take_over_.add(took);
  }
  void ended(const std::string& why) {
    const std::lock_guard lock(mutex_);
    ++ends_[why];
  }

  // Once the owners are gone.
  const std::vector<CommandNumber>& commands() const { return commands_; }
  Latencies& take_over() { return take_over_; }
  const std::map<std::string, int>& ends() const { return ends_; }

 private:
  std::mutex mutex_;
  std::vector<CommandNumber> commands_;
  Latencies take_over_;
  std::map<std::string, int> ends_;  // of reigns, by what ended them
};

}  // namespace fettle::bench
