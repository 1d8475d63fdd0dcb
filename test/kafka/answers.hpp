// The answers to many appends that are on their way at once.
#pragma once

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "core/ports/log.hpp"

namespace fettle::test {

// What appends were answered, in order.
class Answers {
 public:
  LogWriter::Done next() {
    return [this](Result<Offset> answer) {
      const std::lock_guard lock(mutex_);
      all_.push_back(std::move(answer));
      more_.notify_all();
    };
  }
  std::vector<Result<Offset>> first(std::size_t count) {
    std::unique_lock lock(mutex_);
    REQUIRE(more_.wait_for(lock, std::chrono::seconds(20), [&] { return all_.size() >= count; }));
    return all_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Result<Offset>> all_;
};

inline std::string code_of(const Result<Offset>& answer) {
  return answer ? "confirmed" : answer.error().code;
}

}  // namespace fettle::test
