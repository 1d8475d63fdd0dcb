// Reads sealed segments in the background, slowly, so that damage is met while a backup still has
// what was lost.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/segment_log/disk.hpp"
#include "adapters/segment_log/durable_end.hpp"

namespace fettle::segment_log {

struct ScrubPlan {
  std::chrono::milliseconds after = std::chrono::minutes(1);  // the start of the process
  std::chrono::milliseconds every = std::chrono::hours(24);
  std::uint64_t bytes_per_second = 16 << 20;
  std::function<void(const Fault&)> on_fault;  // on the scrubber's thread
};

class Scrubber {
 public:
  Scrubber(Disk& disk, std::string directory, DurableEnd& end, ScrubPlan plan);

 private:
  void run(std::stop_token stop);
  void scrub(std::stop_token stop);
  bool pause(std::stop_token stop, std::chrono::steady_clock::time_point until);

  Disk& disk_;
  const std::string directory_;
  DurableEnd& end_;
  const ScrubPlan plan_;
  std::mutex mutex_;
  std::condition_variable_any stopping_;
  std::jthread thread_;
};

}  // namespace fettle::segment_log
